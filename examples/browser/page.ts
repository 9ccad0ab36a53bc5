import { createPhoenixClient, isClientError, isInvalidRequestError } from "@org/phoenix-client";

// What a page may do: show what would be sent, have it confirmed, and say honestly what became of it. The key is the
// user's own, typed in, and stays in this page: a key in a bundle belongs to everybody.

const form = element("form", HTMLFormElement);
const output = element("output", HTMLOutputElement);
const confirmation = element("dialog", HTMLDialogElement);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void deleteAnnotations(new FormData(form));
});

async function deleteAnnotations(data: FormData): Promise<void> {
  const text = (name: string): string => String(data.get(name));
  try {
    const phoenix = createPhoenixClient({ baseUrl: text("server"), auth: { bearer: text("key") } });
    const input = {
      path: { project_identifier: text("project") },
      query: { start_time: new Date(text("start")), end_time: new Date(text("end")) },
    };
    const { method, url } = phoenix.deleteTraceAnnotations.plan(input);
    if (!(await isConfirmed(`${method} ${url}`))) return show("Nothing was sent.");
    await phoenix.deleteTraceAnnotations(input, { retry: false });
    show("Deleted.");
  } catch (error) {
    if (isInvalidRequestError(error)) show(error.issues.map(({ path, message }) => `${path} ${message}`).join("\n"));
    else if (isClientError(error)) show(error.message);
    else throw error;
  }
}

async function isConfirmed(request: string): Promise<boolean> {
  element("#request", HTMLElement).textContent = request;
  confirmation.showModal();
  await new Promise((resolve) => confirmation.addEventListener("close", resolve, { once: true }));
  return confirmation.returnValue === "send";
}

function show(text: string): void {
  output.textContent = text;
}

function element<Kind extends Element>(selector: string, kind: new () => Kind): Kind {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the page has no ${selector}`);
  return found;
}
