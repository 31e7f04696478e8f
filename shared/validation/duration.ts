const units = { D: 86_400, H: 3_600, M: 60, S: 1 } as const;

const short = /^(?:(?<D>\d{1,6})d)?(?:(?<H>\d{1,6})h)?(?:(?<M>\d{1,6})m)?(?:(?<S>\d{1,9})s)?$/;
const iso = /^P(?:(?<D>\d{1,6})D)?(?:T(?=\d)(?:(?<H>\d{1,6})H)?(?:(?<M>\d{1,6})M)?(?:(?<S>\d{1,9})S)?)?$/;

/**
 * Seconds of a duration: days, hours, minutes and seconds, short (`90m`, `1h30m`) or by ISO 8601 (`PT90M`, `P1D`).
 * Undefined where the text is not a duration, and for 0 seconds.
 */
export function parseDuration(text: string): number | undefined {
  const groups = (short.exec(text) ?? iso.exec(text))?.groups;
  if (!groups) return undefined;
  const seconds = Object.entries(units).reduce(
    (sum, [unit, size]) => sum + Number(groups[unit] ?? 0) * size,
    0,
  );
  return seconds > 0 ? seconds : undefined;
}
