/** Numbers from 0 to below 1, the same for the same seed (a linear congruential generator). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A whole number from 0 to below `bound`. */
export function below(bound: number, random: () => number): number {
  return Math.floor(random() * bound);
}
