/** A field for a new password, as `store/passwords.ts` asks for it. */
import type { JSX } from "hono/jsx/jsx-runtime";

/** @param label where no words stand around it */
export function NewPassword({ label }: { readonly label?: string }): JSX.Element {
  return (
    <input
      name="password"
      type="password"
      aria-label={label}
      required
      minlength={12}
      maxlength={256}
      autocomplete="new-password"
    />
  );
}
