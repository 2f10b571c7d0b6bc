/** Reads the settings of the service from environment variables. */
export function readConfig(env) {
  const port = Number(env.PORT ?? 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    return { ok: false, reason: `PORT must be a number from 0 to 65535, not "${env.PORT}"` };
  }
  return { ok: true, config: { port, carrierUrl: env.CARRIER_URL ?? 'https://carrier.example' } };
}
