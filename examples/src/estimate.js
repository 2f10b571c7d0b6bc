/** Working days that a parcel takes, by service. */
const DAYS = { express: 1, standard: 3, economy: 5 };

/**
 * The day on which a parcel arrives, as `YYYY-MM-DD`, counted from the day it was handed in.
 * Saturdays and Sundays do not count. Returns undefined for a service that does not exist.
 */
export function estimateArrival(handedIn, service) {
  let remaining = DAYS[service];
  if (remaining === undefined) return undefined;
  const day = new Date(`${handedIn}T00:00:00Z`);
  while (remaining > 0) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (!isWeekend(day)) remaining -= 1;
  }
  return day.toISOString().slice(0, 10);
}

function isWeekend(day) {
  const weekday = day.getUTCDay();
  return weekday === 0 || weekday === 6;
}
