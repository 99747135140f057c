// Drives @twilio-labs/serverless-api as people's own scripts do: deploys, promotes, lists, reads logs, and prints all as JSON.
const { TwilioServerlessApiClient } = require("@twilio-labs/serverless-api");

async function main() {
  const client = new TwilioServerlessApiClient({
    username: process.env.TWILIO_ACCOUNT_SID,
    password: process.env.TWILIO_AUTH_TOKEN,
  });
  const deployed = await client.deployProject({
    serviceName: "lab",
    env: { ANSWER: "Good job" },
    pkgJson: { dependencies: { twilio: "^5.3.0" } },
    functionsEnv: "stage",
    functions: [
      {
        name: "answer",
        path: "/answer",
        access: "public",
        content: "exports.handler = (context, event, callback) => callback(null, context.ANSWER)",
      },
    ],
    assets: [{ name: "page", path: "/page.html", access: "public", content: Buffer.from("<p>Lab</p>") }],
  });
  const { serviceSid, buildSid } = deployed;
  const promoted = await client.activateBuild({
    serviceSid,
    buildSid,
    targetEnvironment: "prod",
    createEnvironment: true,
    env: { ANSWER: "Very good job" },
  });
  const listed = await client.list({
    serviceSid,
    types: ["environments", "builds", "functions", "assets"],
    environment: "stage",
  });
  process.stdout.write(JSON.stringify({ deployed, promoted, listed }));
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
