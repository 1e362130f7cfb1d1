// Loaded into every command before its own code: when the launcher is killed outright, the command stops as for SIGTERM,
// so that it can end k6 and the sandbox in order.
process.channel?.unref();
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
