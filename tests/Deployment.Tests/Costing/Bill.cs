namespace TechTransfer.Deployment.Tests.Costing;

/// <param name="Units">Units used in a month.</param>
/// <param name="Fixed">True for a cost that stays the same even without any contract.</param>
internal sealed record BillLine(string What, decimal Units, decimal Cost, bool Fixed = false);

/// <summary>The monthly cost in production at the end of the first year, when the contracts of one year are stored.</summary>
internal sealed record Bill(int ContractsAYear, IReadOnlyList<BillLine> Lines)
{
    private const decimal SecondsAMonth = 2_628_000,
        HoursAMonth = 730,
        KbAGb = 1_000_000;

    public decimal Total => Lines.Sum(l => l.Cost);

    public static Bill Of(
        int contractsAYear,
        PriceFile file,
        IReadOnlyDictionary<string, int> operations,
        IReadOnlyDictionary<string, int> background
    )
    {
        decimal Assume(string name) => file.Assumptions[name].Amount;
        decimal Seconds(decimal calls) =>
            decimal.Max(Assume("leastSeconds"), calls * Assume("secondsOfACall") * Assume("commandOverItsCalls"));
        var month = contractsAYear / 12m;
        var lines = new List<BillLine>();
        void Add(string what, string price, decimal units, bool isFixed = false) =>
            lines.Add(new(what, units, file.Prices[price].Of(units), isFixed));

        // HTTP calls run on always-ready instances, queue and timer functions on demand.
        var (http, httpSeconds, calls, blobWrites, blobReads, messages, work, workSeconds) = (0m, 0m, 0m, 0m, 0m, 0m, 0m, 0m);
        foreach (var (name, share) in file.Operations)
        {
            http += share.PerContract;
            httpSeconds += share.PerContract * Seconds(operations[name]);
            calls += share.PerContract * (operations[name] - share.BlobWrites - share.BlobReads);
            blobWrites += share.PerContract * share.BlobWrites;
            blobReads += share.PerContract * share.BlobReads;
        }
        foreach (var (name, share) in file.Background)
        {
            var each = share.Calls ?? background[name];
            messages += share.PerContract * share.Messages;
            work += share.PerContract * share.Messages;
            workSeconds +=
                share.PerContract
                * share.Messages
                * (Seconds(each / share.Messages) + (name == "issuing a certificate" ? Assume("extraSecondsOfACertificate") : 0));
            calls += share.PerContract * (each - share.BlobWrites);
            blobWrites += share.PerContract * share.BlobWrites;
        }
        var timers = file.Idle["timerRuns"].AMonth;
        var memory = Assume("memoryGb");
        Add(
            "kept ready: an HTTP instance of each app, GB-s",
            "alwaysReadyBaselineGbSeconds",
            Assume("alwaysReadyApps") * memory * SecondsAMonth,
            isFixed: true
        );
        Add("calls answered, GB-s", "alwaysReadyGbSeconds", month * httpSeconds * memory);
        Add("calls answered", "alwaysReadyExecutions", month * http);
        Add("queues and timers, GB-s", "onDemandGbSeconds", (month * workSeconds + timers * Assume("leastSeconds")) * memory);
        Add("queues and timers, runs", "onDemandExecutions", month * work + timers);
        Add(
            "table calls",
            "tableCalls",
            month * (calls + Assume("backupCallsPerContract")) + timers * file.Idle["callsOfATimerRun"].Amount
        );
        // For each message the host makes two calls, to receive and to delete it. Sending it is counted with the sender's calls.
        Add(
            "queue calls, polling included",
            "queueCalls",
            month * messages * 2 + file.Idle["queues"].Amount * SecondsAMonth / file.Idle["pollEverySeconds"].Amount
        );
        Add("blobs written", "blobWrites", month * blobWrites);
        Add("blobs read, locks renewed", "blobReads", month * blobReads + file.Idle["locks"].BlobCallsAMonth);
        Add("tables, GB", "tableGb", contractsAYear * Assume("tableKbPerContract") / KbAGb);
        Add("documents, GB", "blobGb", contractsAYear * Assume("documentKbPerContract") / KbAGb);
        Add("backup written", "backupWrites", month * Assume("backupWritesPerContract"));
        Add(
            "backup, GB",
            "backupGb",
            contractsAYear * (Assume("tableKbPerContract") * Assume("backupCopies") + Assume("documentKbPerContract")) / KbAGb
        );
        Add(
            "backup to its region, GB",
            "backupTransferGb",
            month * (Assume("tableKbPerContract") + Assume("documentKbPerContract")) / KbAGb
        );
        var logs = (month * (http + work) + timers) * Assume("logKbPerExecution") / KbAGb;
        Add("logs, GB", "logGb", logs);
        Add("logs kept, GB-months", "logGbMonths", logs * Assume("logMonthsKept"));
        Add("sent to the internet, GB", "egressGb", month * Assume("egressKbPerContract") / KbAGb);
        Add("Key Vault calls", "vaultCalls", Assume("vaultCallsAMonth"), isFixed: true);
        Add("private endpoints, hours", "privateEndpointHours", Assume("privateEndpoints") * HoursAMonth, isFixed: true);
        Add("private DNS zones", "privateZones", Assume("privateZones"), isFixed: true);
        Add("alert rules", "logAlertRules", Assume("logAlertRules"), isFixed: true);
        return new(contractsAYear, lines);
    }
}
