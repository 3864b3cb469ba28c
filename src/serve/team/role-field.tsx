/** A role in a form. */
import type { JSX } from "hono/jsx/jsx-runtime";
import { DemarcheError } from "../../model/error.ts";
import { type Role, roles } from "../../store/store.ts";

/** The role that was chosen. @throws DemarcheError `serve/bad-request` */
export function roleOf(text: string | undefined): Role {
  const role = roles.find((it) => it === text);
  if (role !== undefined) return role;
  throw new DemarcheError(
    "serve/bad-request",
    `expected one of ${roles.join(", ")}, found "${(text ?? "").slice(0, 40)}"`,
  );
}

/** To choose one. */
export function RoleField({ label, role }: { readonly label: string; readonly role: Role }): JSX.Element {
  return (
    <select name="role" aria-label={label}>
      {roles.map((it) => (
        <option value={it} selected={it === role}>
          {it}
        </option>
      ))}
    </select>
  );
}
