/** A worker thread of the filter: carries out tasks in the order they come. */
import { parentPort } from "node:worker_threads";
import { createTaskHandler, type Task } from "./crew.ts";

// Listening begins before loading ends, so that no task is lost.
const handler = createTaskHandler();
parentPort?.on("message", (task: Task) => {
  void handler.then((handle) => parentPort?.postMessage(handle(task)));
});
