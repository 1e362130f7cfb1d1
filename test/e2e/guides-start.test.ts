/** Every command of README.md, as a reader would run it. */
import { followGuides } from "./support/follow-guides.ts";
import { GUIDES } from "./support/guides.ts";

followGuides(GUIDES.start);
