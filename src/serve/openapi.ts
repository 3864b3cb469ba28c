/** The OpenAPI 3.1 document, made from the table of endpoints. */
import { z } from "zod";
import { version } from "../version.ts";
import { type Endpoint, endpoints } from "./endpoints.ts";
import { roleOfEndpoint } from "./team/roles.ts";

const failure = {
  type: "object",
  required: ["ok", "error"],
  properties: {
    ok: { const: false },
    error: {
      type: "object",
      required: ["code", "message", "details"],
      properties: {
        code: { type: "string", description: "As in docs/diagnostics.md." },
        message: { type: "string" },
        details: { type: "object" },
      },
    },
  },
};

const securitySchemes = {
  token: {
    type: "http",
    scheme: "bearer",
    description:
      "A token of a team's account: made on /account or by demarche token add. It may do what its scope says and its account may.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "demarche",
    description:
      "What the first address leaves where one person is served. Where a team is, signing in leaves __Host-demarche-team, and what writes must come from our own pages.",
  },
};

/** The document as data. */
export function openApiDocument(): Readonly<Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    const operations = (paths[`/api/v1${endpoint.path}`] ??= {});
    operations[endpoint.method] = operationOf(endpoint);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Demarche",
      version,
      description:
        "Records of who said what, what happened between whom, and on what conditions. Offsets count Unicode code points, half-open.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: { schemas: { Failure: failure }, securitySchemes },
  };
}

/** The JSON Schema of what an endpoint answers. */
export function answerSchema({ answer }: Endpoint): Readonly<Record<string, unknown>> {
  const { $schema: _, ...schema } = z.toJSONSchema(z.object({ ok: z.literal(true), ...answer })) as Record<
    string,
    unknown
  >;
  return schema;
}

function operationOf(endpoint: Endpoint): Readonly<Record<string, unknown>> {
  const { path, summary, parameters, body, method } = endpoint;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const inQuery = parameters.map(({ name, describe, pattern, isList }) => ({
    name,
    in: "query",
    required: false,
    description: describe,
    ...(isList === true
      ? { explode: true, schema: { type: "array", items: { type: "string", pattern: pattern.source } } }
      : { schema: { type: "string", pattern: pattern.source } }),
  }));
  return {
    operationId: `${method}${path.replace(/[^a-z]+(\w)?/gi, (_, letter: string | undefined) => (letter ?? "").toUpperCase())}`,
    summary,
    description: `Of a team, for the role ${roleOfEndpoint(method, path) ?? "admin"} and those above it.`,
    parameters: [...inPath, ...inQuery],
    ...(body === null
      ? {}
      : {
          requestBody: { required: true, content: { "application/json": { schema: z.toJSONSchema(body) } } },
        }),
    responses: {
      "200": { description: "Done.", content: { "application/json": { schema: answerSchema(endpoint) } } },
      default: {
        description: "Refused.",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Failure" } } },
      },
    },
  };
}
