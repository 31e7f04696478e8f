import { loadFunctionCompute } from "./fc2.ts";

// Before any other module can load the same dependencies with DEBUG set.
loadFunctionCompute();
