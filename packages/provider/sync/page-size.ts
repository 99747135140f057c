/** The most that a page of a list can hold in Sync, which gives smaller pages than the rest of Twilio. */
export const SYNC_PAGE_SIZE = 100;
