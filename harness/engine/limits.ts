/** Resource limits of a lane, on every engine. */
export const limits = { memoryBytes: 1024 ** 3, processes: 1024 };
