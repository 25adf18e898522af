/** What a lane may use of the machine, whatever the engine. */
export const limits = { memoryBytes: 1024 ** 3, processes: 1024 };
