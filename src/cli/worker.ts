/** A worker thread of the filter: carries out tasks in the order they come. */
import { parentPort, workerData } from "node:worker_threads";
import { createTaskHandler, type Task, type WorkerOrder } from "./crew.ts";

// Tasks that come while this one is loading wait with the port.
const { isTimed, weights } = workerData as WorkerOrder;
const handler = createTaskHandler(isTimed, weights);
let last = Promise.resolve();
parentPort?.on("message", (task: Task) => {
  last = last.then(async () => parentPort?.postMessage(await (await handler)(task)));
});
