// Preloaded into dotenv-cli by settings.mjs: when that has read its files and ends, its environment goes to file
// descriptor 3 as JSON. A command of dotenv-cli's own that prints it would be one more start of Node for every command.
const { writeFileSync } = require("node:fs");

process.once("exit", () => writeFileSync(3, JSON.stringify(process.env)));
