// Loaded into every command before its own code: if the launcher is killed, the command stops as for SIGTERM, so that it
// can stop k6 and the sandbox in order.
process.channel?.unref();
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
