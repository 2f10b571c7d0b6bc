/** Parcels and their scans, kept in memory. */
export class ParcelStore {
  #parcels = new Map();

  /** Adds a parcel; a number that is already there is refused. */
  add(parcel) {
    if (this.#parcels.has(parcel.number)) return { ok: false, reason: 'number already in use' };
    this.#parcels.set(parcel.number, { ...parcel, scans: [] });
    return { ok: true };
  }

  get(number) {
    return this.#parcels.get(number);
  }

  /** Records that a parcel was seen at a place; scans stay in the order of their time. */
  recordScan(number, scan) {
    const parcel = this.#parcels.get(number);
    if (!parcel) return { ok: false, reason: 'no such parcel' };
    parcel.scans.push(scan);
    parcel.scans.sort((a, b) => a.time.localeCompare(b.time));
    return { ok: true };
  }

  /** Every scan of a parcel, the oldest first. */
  history(number) {
    return this.#parcels.get(number)?.scans.map((scan) => ({ ...scan })) ?? [];
  }

  get size() {
    return this.#parcels.size;
  }
}
