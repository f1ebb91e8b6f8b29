import { matrix } from "./matrix.ts";

matrix("slack", 2_500);
