/** One thing that the loopback Discord holds to, shown by the test whose title is `id: fact`. */
export interface Fact {
  id: string;
  fact: string;
  /** Where it is written, or who saw it. */
  source: string;
}
