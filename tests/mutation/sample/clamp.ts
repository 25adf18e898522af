/** For the test of `npm run mutate`: the lower end is tested, the upper end is not. */
export function clamp(value: number, least: number, most: number): number {
  if (value < least) return least;
  if (value > most) return most;
  return value;
}
