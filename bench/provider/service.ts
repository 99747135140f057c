/** The service part of the network beside what others deploy it with. */
export async function compareDeployTools(): Promise<void> {}
