/** The program's version; `test/docs.test.ts` holds it to package.json. */
export const version = "0.1.0";
