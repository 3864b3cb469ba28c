/** The API's routes: the endpoints of the table, their description, and a page that shows it. */
import type { Context, Hono } from "hono";
import type { JSX } from "hono/jsx/jsx-runtime";
import { z } from "zod";
import { columnsOf } from "../export/columns.ts";
import { DemarcheError } from "../model/error.ts";
import { recordKinds } from "../model/ledger.ts";
import { type Endpoint, endpoints } from "./endpoints.ts";
import { Frame } from "./frame.tsx";
import { openApiDocument } from "./openapi.ts";
import type { Site } from "./site.ts";
import { visitorHere, whoOf } from "./visitor.ts";

/** Adds them to the app. */
export function addApi(app: Hono, site: Site): void {
  for (const endpoint of endpoints) {
    const path = `/api/v1${endpoint.path.replace(/\{(\w+)\}/g, ":$1")}`;
    app.on(endpoint.method.toUpperCase(), path, async (context) => {
      const answer = await endpoint.handle({
        site,
        who: whoOf(context),
        path: context.req.param() as Readonly<Record<string, string>>,
        query: new URL(context.req.url).searchParams,
        body: await readBody(endpoint, context),
      });
      return context.json({ ok: true, ...answer });
    });
  }
  app.get("/api/v1/openapi.json", (context) => context.json(openApiDocument()));
  app.get("/api", (context) => context.html(<ApiPage site={site} />));
}

/** @throws DemarcheError `serve/bad-request` for a body that is not what the endpoint takes */
async function readBody({ body }: Endpoint, context: Context): Promise<unknown> {
  if (body === null) return null;
  if (!(context.req.header("Content-Type") ?? "").startsWith("application/json")) {
    throw new DemarcheError("serve/bad-request", "expected Content-Type application/json, found another");
  }
  let value: unknown;
  try {
    value = await context.req.json();
  } catch {
    throw new DemarcheError("serve/bad-request", "expected a body of JSON, found none that can be read");
  }
  const parsed = body.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new DemarcheError(
    "serve/bad-request",
    `expected another body: ${issue?.path.join(".")}: ${issue?.message}`,
  );
}

/** The fields that an endpoint takes as JSON. */
function Body({ endpoint: { body } }: { readonly endpoint: Endpoint }): JSX.Element | null {
  if (body === null) return null;
  const { properties = {}, required = [] } = z.toJSONSchema(body) as {
    readonly properties?: Readonly<
      Record<string, { readonly description?: string; readonly enum?: readonly string[] }>
    >;
    readonly required?: readonly string[];
  };
  const fields = Object.entries(properties);
  return (
    <details>
      <summary>
        JSON of {fields.length} {fields.length === 1 ? "field" : "fields"}
      </summary>
      <dl>
        {fields.map(([name, field]) => (
          <>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              {[
                required.includes(name) ? "needed" : "may be left out",
                field.enum?.join(", "),
                field.description,
              ]
                .filter((it) => it !== undefined)
                .join("; ")}
            </dd>
          </>
        ))}
      </dl>
    </details>
  );
}

function ApiPage({ site }: { readonly site: Site }): JSX.Element {
  return (
    <Frame site={site} title="API" here="">
      <div class="heading">
        <h1>API</h1>
        <p class="lead">
          What the screens show, as JSON. Every list takes the same filters as its page; the page's own
          address with <code>.json</code>, <code>.jsonl</code> or <code>.csv</code> gives its rows.
        </p>
      </div>
      <div class="prose">
        <p>
          The description for programs is <a href="/api/v1/openapi.json">/api/v1/openapi.json</a> (OpenAPI
          3.1). Answers are <code>{"{ok: true, …}"}</code> or{" "}
          <code>{"{ok: false, error: {code, message, details}}"}</code>. Offsets count Unicode code points.
          Pages go on with <code>after</code>, which is opaque.
        </p>
        {visitorHere() === null ? null : (
          <p>
            A program sends a token as <code>Authorization: Bearer …</code>;{" "}
            <a href="/account">your account</a> makes one. Whoever asks too often is answered 429 with{" "}
            <code>Retry-After</code>.
          </p>
        )}
      </div>
      {endpoints.map((endpoint) => (
        <section class="endpoint">
          <h2>
            <span class="method">{endpoint.method.toUpperCase()}</span> <code>/api/v1{endpoint.path}</code>
          </h2>
          <p>{endpoint.summary}.</p>
          <Body endpoint={endpoint} />
          {endpoint.parameters.length === 0 ? null : (
            <details>
              <summary>
                {endpoint.parameters.length} {endpoint.parameters.length === 1 ? "parameter" : "parameters"}
              </summary>
              <dl>
                {endpoint.parameters.map(({ name, describe, isList }) => (
                  <>
                    <dt>
                      <code>{name}</code>
                    </dt>
                    <dd>
                      {describe}
                      {isList === true ? "; may be given several times" : ""}
                    </dd>
                  </>
                ))}
              </dl>
            </details>
          )}
        </section>
      ))}
      {recordKinds.map((kind) => (
        <section class="endpoint">
          <h2>Columns of {kind}s in CSV, Excel and Parquet</h2>
          <dl>
            {columnsOf(kind).map(({ name, about }) => (
              <>
                <dt>
                  <code>{name}</code>
                </dt>
                <dd>{about}</dd>
              </>
            ))}
          </dl>
        </section>
      ))}
    </Frame>
  );
}
