using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.RewardCalculation.Notices;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.RewardCalculation.Settlements;
using TechTransfer.Storage;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.RewardCalculation.Tests.Claims;

public static class ClaimReply
{
    extension(Reply reply)
    {
        public string? Path => reply.Errors.Select(e => e.Path).FirstOrDefault();

        public string State => (string)reply.Json!["status"]!;

        public decimal Money(string field) => (decimal)reply.Json![field]!;
    }
}

/// <summary>The real functions of claims and settlements on real tables with random names; tests put in the entitlements.</summary>
public sealed class ClaimApp
{
    private readonly ServiceProvider services;
    private readonly string queue;

    private ClaimApp(AppStorage storage, string queue, TestTime time, PolicyBook book, FindEntitlement? find = null)
    {
        (Storage, this.queue, Time) = (storage, queue, time);
        var made = new ServiceCollection();
        made.AddLogging();
        made.AddSingleton(storage)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<Lists>()
            .AddSingleton<Copies>()
            .AddSingleton<Outbox>()
            .AddSingleton<DocumentStore>()
            .AddSingleton<SetAsides>()
            .AddSingleton<Sweeper>();
        made.AddSingleton<FindPolicies>(_ => Task.FromResult(book));
        made.AddSingleton(find ?? ((id, _) => Task.FromResult(Entitlements.GetValueOrDefault(id))));
        made.AddClaims().AddSettlements();
        services = made.BuildServiceProvider();
    }

    public AppStorage Storage { get; }

    public TestTime Time { get; }

    public Dictionary<string, Entitled> Entitlements { get; } = [];

    public T Of<T>()
        where T : notnull => ActivatorUtilities.GetServiceOrCreateInstance<T>(services);

    public AggregateStore<Claim> Store => Of<AggregateStore<Claim>>();

    public static async Task<ClaimApp> NewAsync(Action<ClientOptions>? configure = null, params IEnumerable<Policy> policies)
    {
        var app = TestStorage.NewName();
        var storage = await OpenAsync(app, configure);
        return new(storage, $"{app}-out", new(Given.Now), new(policies.DefaultIfEmpty(Given.Policy())));
    }

    /// <summary>Runs on the tables of an app that calculates entitlements, instead of entitlements that the test puts in.</summary>
    internal static async Task<ClaimApp> OnAsync(RewardsApp rewards)
    {
        var storage = await OpenAsync(rewards.Storage.App, null);
        return new(
            storage,
            $"{rewards.Storage.App}-out",
            rewards.Time,
            rewards.Book,
            async (id, cancellation) => Entitled.Of((await rewards.Entitlements.LoadAsync(id, cancellation)).State)
        );
    }

    private static async Task<AppStorage> OpenAsync(string app, Action<ClientOptions>? configure)
    {
        var storage = await TestStorage.OpenAsync(
            app,
            configure,
            Topics.Consumers.ToDictionary(t => t.Key, IReadOnlyList<string> (_) => [$"{app}-out"])
        );
        await storage.CreateMissingAsync([$"{app}-out"]);
        return storage;
    }

    /// <summary>Puts in an entitlement, with a version one higher than an existing one.</summary>
    public Entitled Entitle(
        Caller organisation,
        decimal amount,
        string policy = Given.PolicyId,
        int year = 2026,
        int version = 1,
        params IReadOnlyList<string> numbers
    )
    {
        var id = Entitlement.IdOf(policy, year, BeneficiaryRole.Seller, organisation.Organisation!);
        return Entitlements[id] = new()
        {
            Id = id,
            Version = Entitlements.TryGetValue(id, out var before) ? before.Version + 1 : 1,
            PolicyId = policy,
            PolicyVersion = version,
            Year = year,
            Role = BeneficiaryRole.Seller,
            Beneficiary = new(organisation.Organisation!, Given.NameOf(organisation)),
            Base = Yuan.Of(amount * 100),
            Amount = Yuan.Of(amount),
            Explanation = [new("rate", new($"{amount}元。", $"{amount} yuan."), new Dictionary<string, string>(), $"{amount}")],
            Contracts = Math.Max(1, numbers.Count),
            ContractNumbers = numbers.Count > 0 ? numbers : ["5001062026000001"],
        };
    }

    /// <summary>Changes the amount of an entitlement and delivers the message about it to the claims.</summary>
    public async Task<int> ReduceAsync(
        Caller organisation,
        decimal amount,
        string cause = "receiptRefunded",
        string policy = Given.PolicyId,
        int year = 2026,
        Text? reason = null
    )
    {
        var entitled = Entitle(organisation, amount, policy, year);
        var changed = Changed(entitled, cause);
        return await Of<FollowEntitlement>().FollowAsync(changed with { Reason = reason ?? changed.Reason }, default);
    }

    public static EntitlementChanged Changed(Entitled entitled, string cause) =>
        new(entitled.Id, entitled.Version, entitled.Amount, cause, "c1", new("合同款项退回。", "Money was refunded."));

    public Task<Reply> FileAsync(Caller caller, JsonObject body, string? key = null) =>
        FunctionCall.PostAsync(Of<FileClaim>().Run, caller, "/api/claims", body, key: key);

    public Task<Reply> FileAsync(Caller caller, Entitled entitled) => FileAsync(caller, Given.Body(entitled));

    public Task<Reply> ActAsync(Caller caller, string action, Reply claim, JsonNode? body = null, string? key = null) =>
        ActAsync(caller, action, claim.Id, claim.Tag, body, key);

    public Task<Reply> ActAsync(Caller caller, string action, string id, string? tag, JsonNode? body = null, string? key = null)
    {
        Func<HttpRequest, string, CancellationToken, Task<IResult>> function = action switch
        {
            "check" => Of<Check>().Run,
            "reject" => Of<Reject>().Run,
            "withdraw" => Of<Withdraw>().Run,
            "account" => Of<ChangeAccount>().Run,
            "settle" => Of<SettleClaim>().Run,
            "publish" => Of<OpenNotice>().Run,
            "object" => Of<ObjectToNotice>().Run,
            "resolve" => Of<ResolveObjections>().Run,
            "approve" => Of<Approve>().Run,
            "pay" => Of<Pay>().Run,
            "payFailed" => Of<FailPayment>().Run,
            "repay" => Of<Repay>().Run,
            "appeal" => Of<AppealRejection>().Run,
            "decideAppeal" => Of<DecideAppeal>().Run,
            _ => throw new ArgumentException($"{action} is no action.", nameof(action)),
        };
        return FunctionCall.PostAsync((r, c) => function(r, id, c), caller, $"/api/claims/{id}/{action}", body, tag, key);
    }

    public async Task<Reply> NowAsync(Caller caller, string action, string id, JsonNode? body = null) =>
        await ActAsync(caller, action, id, (await GetAsync(Given.FinanceA, id)).Tag, body);

    public Task<Reply> UploadAsync(Caller caller, Reply claim, byte[] content) =>
        FunctionCall.SendAsync(
            (r, c) => Of<UploadEvidence>().Run(r, claim.Id, c),
            caller,
            "POST",
            $"/api/claims/{claim.Id}/evidence",
            SentBody.Of(content, "application/octet-stream"),
            claim.Tag
        );

    public Task<Reply> DownloadAsync(Caller caller, string id, string sha256) =>
        FunctionCall.SendAsync((r, c) => Of<GetEvidence>().Run(r, id, sha256, c), caller, "GET", $"/api/claims/{id}/evidence/{sha256}");

    public Task<Reply> GetAsync(Caller caller, string id) =>
        FunctionCall.SendAsync((r, c) => Of<GetClaim>().Run(r, id, c), caller, "GET", $"/api/claims/{id}");

    public Task<Reply> HistoryAsync(Caller caller, string id) =>
        FunctionCall.SendAsync((r, c) => Of<GetClaimHistory>().Run(r, id, c), caller, "GET", $"/api/claims/{id}/history?verify=true");

    public Task<Reply> ListAsync(Caller caller, string query) =>
        FunctionCall.SendAsync(Of<ListClaims>().Run, caller, "GET", $"/api/claims?{query}");

    public Task<Reply> NoticesAsync(string query = "") =>
        FunctionCall.SendAsync(Of<ListNotices>().Run, null, "GET", $"/api/notices?{query}");

    public Task<Reply> SettleAsync(Caller caller, JsonNode body) =>
        FunctionCall.PostAsync(Of<StartSettlement>().Run, caller, "/api/settlements", body);

    public Task<Reply> RunAsync(Caller caller, string action, string id, string? tag) =>
        FunctionCall.PostAsync(
            action switch
            {
                "close" => (r, c) => Of<CloseSettlement>().Run(r, id, c),
                "publish" => (r, c) => Of<PublishSettlement>().Run(r, id, c),
                "resume" => (r, c) => Of<ResumeSettlement>().Run(r, id, c),
                _ => throw new ArgumentException($"{action} is no action.", nameof(action)),
            },
            caller,
            $"/api/settlements/{id}/{action}",
            null,
            tag
        );

    public Task<Reply> GetRunAsync(Caller caller, string id, string query = "") =>
        FunctionCall.SendAsync((r, c) => Of<GetSettlement>().Run(r, id, c), caller, "GET", $"/api/settlements/{id}?{query}");

    public Task<Reply> CompareAsync(Caller caller, string id, string query) =>
        FunctionCall.SendAsync(
            (r, c) => Of<CompareSettlements>().Run(r, id, c),
            caller,
            "GET",
            $"/api/settlements/{id}/differences?{query}"
        );

    public Task<Reply> ListRunsAsync(Caller caller, string query) =>
        FunctionCall.SendAsync(Of<ListSettlements>().Run, caller, "GET", $"/api/settlements?{query}");

    /// <summary>A claim in this status, brought there by the real functions from its filing on.</summary>
    public async Task<Reply> InAsync(ClaimStatus status, Caller? claimant = null, decimal amount = 12_000)
    {
        claimant ??= Given.Office;
        if (status == ClaimStatus.Objected)
        {
            var onNotice = await InAsync(ClaimStatus.OnNotice, claimant, amount);
            Ok(await ActAsync(Given.Company, "object", onNotice.Id, null, new JsonObject { ["ground"] = "金额有误。" }));
            return await GetAsync(Given.FinanceA, onNotice.Id);
        }
        var claim = Ok(await FileAsync(claimant, Entitle(claimant, amount)), 201);
        (ClaimStatus To, Func<Task<Reply>> Act)[] steps =
        [
            (ClaimStatus.Checked, () => ActAsync(Given.FinanceA, "check", claim)),
            (ClaimStatus.Settled, () => ActAsync(Given.FinanceA, "settle", claim)),
            (ClaimStatus.OnNotice, () => ActAsync(Given.FinanceA, "publish", claim)),
            (
                ClaimStatus.Approved,
                () =>
                {
                    Time.Now += TimeSpan.FromDays(12);
                    return ActAsync(Given.FinanceB, "approve", claim);
                }
            ),
            (ClaimStatus.Paid, () => ActAsync(Given.FinanceA, "pay", claim, Given.Payment(Time.ChinaToday()))),
        ];
        if (status is ClaimStatus.Rejected or ClaimStatus.Appealed)
            claim = Ok(await ActAsync(Given.FinanceA, "reject", claim, new JsonObject { ["reason"] = "材料不实。" }));
        else if (status == ClaimStatus.Withdrawn)
            return Ok(await ActAsync(claimant, "withdraw", claim));
        if (status == ClaimStatus.Rejected)
            return claim;
        if (status == ClaimStatus.Appealed)
            return Ok(await ActAsync(claimant, "appeal", claim, new JsonObject { ["ground"] = "材料属实。" }));

        var last = status switch
        {
            ClaimStatus.PayFailed => ClaimStatus.Approved,
            ClaimStatus.ClawedBack => ClaimStatus.Paid,
            _ => status,
        };
        foreach (var (to, act) in steps.TakeWhile(s => s.To <= last))
            claim = Ok(await act());
        if (status == ClaimStatus.PayFailed)
            claim = Ok(await ActAsync(Given.FinanceA, "payFailed", claim, new JsonObject { ["reason"] = "账号不符。" }));
        if (status == ClaimStatus.ClawedBack)
        {
            Assert.Equal(1, await ReduceAsync(claimant, 0, "contractCancelled"));
            claim = await GetAsync(Given.FinanceA, claim.Id);
        }
        Assert.Equal(status, Json.Read<ClaimStatus>($"\"{claim.State}\""));
        return claim;
    }

    /// <summary>Processes the app's own messages until none is left; returns the messages for other apps.</summary>
    public async Task<IReadOnlyList<Envelope>> DrainAsync(int most = int.MaxValue)
    {
        var client = await QueueAsync();
        var others = new List<Envelope>();
        for (var done = 0; done < most; )
        {
            var messages = (await client.ReceiveMessagesAsync(16, TimeSpan.FromMinutes(5))).Value;
            if (messages.Length == 0)
                break;
            foreach (var message in messages)
            {
                var envelope = Json.Read<Envelope>(message.MessageText);
                if (envelope.Type == MessageNames.SettlementStepDue)
                {
                    await Of<SettlementSteps>().Run(message, default);
                    done++;
                }
                else
                {
                    others.Add(envelope);
                }
                await client.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            }
        }
        return others;
    }

    public async Task<QueueClient> QueueAsync() =>
        new(await AzuriteServer.ConnectionStringAsync(), queue, new() { MessageEncoding = QueueMessageEncoding.Base64 });

    public static Reply Ok(Reply reply, int status = 200)
    {
        Assert.True(reply.Status == status, $"{reply.Status} {reply.Code} {reply.Json?.ToJsonString(Json.Options)}");
        return reply;
    }
}
