// Logs in as it is told, all at once, and tells what each was answered: the status, or the problem.
import { parentPort, workerData } from "node:worker_threads";

const { server, asked } = workerData;

async function logIn(credentials) {
  const answer = await fetch(`${server}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(credentials),
  });
  const { code } = await answer.json();
  return code ?? String(answer.status);
}

parentPort.postMessage(await Promise.all(asked.map(logIn)));
