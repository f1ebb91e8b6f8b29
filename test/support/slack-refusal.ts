import assert from "node:assert/strict";

/** Asserts that a call of the real client is refused with this error, and gives the whole answer. */
export async function refused(call: Promise<unknown>, code: string): Promise<Record<string, unknown>> {
  try {
    await call;
  } catch (error) {
    const { data } = error as { data?: Record<string, unknown> };
    assert.equal(data?.error, code, `refused otherwise: ${error}`);
    return data ?? {};
  }
  assert.fail(`not refused, though ${code} was expected`);
}
