/** A worker thread of the filter: carries out tasks in the order they come. */
import { parentPort } from "node:worker_threads";
import { createTaskHandler, type Task } from "./crew.ts";

const handle = createTaskHandler();
parentPort?.on("message", (task: Task) => parentPort?.postMessage(handle(task)));
