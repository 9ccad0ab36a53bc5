import { clientBuild } from "@workshop/config/tsdown";

export default clientBuild();
