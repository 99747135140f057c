import type { PagerSettings } from "../../../systems/pager/settings.ts";
import type { PagerContext } from "../../../systems/pager/variables.ts";

type MailSettings = NonNullable<PagerSettings["current_config"]["mail_settings"]>;

export interface Mail {
  subject: string;
  text: string;
  /** A sound to attach, as MP3. */
  sound?: { name: string; content: Uint8Array };
}

/** How long each step of the relay's answer may take, in milliseconds. */
const patience = 4_000;

/**
 * Mails the team through an SMTP relay.
 * @throws what the relay says
 */
export async function mailTeam(settings: MailSettings, context: PagerContext, mail: Mail): Promise<void> {
  const { host, port, security, from, to } = settings;
  const { SMTP_USER: user, SMTP_PASSWORD: pass } = context;
  // Loaded here: only what nobody waits for sends mail.
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({
    host,
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    ...(user && { auth: { user, pass } }),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
  });
  const { subject, text, sound } = mail;
  const attachments = sound && [
    { filename: sound.name, content: Buffer.from(sound.content), contentType: "audio/mpeg" },
  ];
  await transport.sendMail({ from, to, subject, text, ...(attachments && { attachments }) });
}
