import { matrix } from "./matrix.ts";

matrix("discord", 7_000);
