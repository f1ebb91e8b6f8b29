import { matrix } from "./matrix.ts";

matrix("slack", 5_500);
