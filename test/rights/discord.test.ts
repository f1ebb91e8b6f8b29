import { matrix } from "./matrix.ts";

matrix("discord", 3_000);
