// Loaded into Azurite before its own code: each SIGUSR2 puts its clock a quarter of an hour ahead, so that nobody waits for hidden messages to show themselves.
const RealDate = Date;
let ahead = 0;
globalThis.Date = class extends RealDate {
    constructor(...parts) {
        if (parts.length) super(...parts);
        else super(RealDate.now() + ahead);
    }
    static now() {
        return RealDate.now() + ahead;
    }
};
process.on("SIGUSR2", () => { ahead += 15 * 60 * 1000; });
