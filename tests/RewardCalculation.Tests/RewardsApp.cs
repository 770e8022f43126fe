using System.Text.Json;
using Azure.Core;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Money;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.ContractDeclarations;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.RewardCalculation.Organisations;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.RewardCalculation.YearSums;
using TechTransfer.Storage;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;
using TechTransfer.Storage.Steps;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.RewardCalculation.Tests;

internal sealed class RewardsApp
{
    private readonly string name;
    private readonly string connection;

    private RewardsApp(string name, string connection, TestTime time, PolicyBook book, Action<ClientOptions>? configure)
    {
        (this.name, this.connection, Time, Book) = (name, connection, time, book);
        Storage = TestStorage.Open(
            name,
            connection,
            configure,
            new Dictionary<string, IReadOnlyList<string>>
            {
                [MessageNames.EntitlementChanged] = [ClaimsQueue],
                [MessageNames.NotificationMessage] = [NoticesQueue],
                [MessageNames.PolicyFiguresDue] = [RecalculationQueue],
                [MessageNames.OrganisationFactsStated] = [RecalculationQueue],
                [MessageNames.ContractFactsConfirmed] = [RecalculationQueue],
            }
        );
        Copies = new(Storage);
        Accounts = new(Storage);
        Lists = new(Storage);
        Indexes = new(Storage);
        Records = new(Copies, Accounts, Indexes);
        Entitlements = Store(EntitlementSetup.Aggregate);
        Organisations = Store(OrganisationSetup.Aggregate);
        Declarations = Store(ContractDeclarationSetup.Aggregate);
        Published = Store(PublishedPolicySetup.Aggregate);
        Work = Store(RecalculationSetup.Aggregate);
        Policies = new(book, Published, Lists);
        YearSums = new(Records, Indexes, Accounts, Policies, time);
        Recalculate = new(YearSums, Entitlements, Organisations, Accounts);
        Asides = new(Storage, time, NullLogger<SetAsides>.Instance);
        Stated = new(Organisations, Policies, Recalculate, Lists);
        Runner = new(Work, RecalculationSetup.Job, Storage, Asides, time, NullLogger<StepRunner<Recalculation>>.Instance);
        Steps = new(Runner, Work, Published, Policies, Records, YearSums, Recalculate, Stated, Lists, new(Storage), Asides, time);
        Years = new(Work, Policies, Asides, time);
        Inbox = new(Copies, Accounts, Recalculate, new(Storage));
    }

    public TestTime Time { get; }
    public PolicyBook Book { get; }
    public AppStorage Storage { get; }
    public Copies Copies { get; }
    public Accounts Accounts { get; }
    public Lists Lists { get; }
    public Indexes Indexes { get; }
    public ContractRecords Records { get; }
    public AggregateStore<Entitlement> Entitlements { get; }
    public AggregateStore<OrganisationYear> Organisations { get; }
    public AggregateStore<ContractDeclaration> Declarations { get; }
    public AggregateStore<PublishedPolicy> Published { get; }
    public AggregateStore<Recalculation> Work { get; }
    public PublishedPolicies Policies { get; }
    public UpdateYearSums YearSums { get; }
    public RecalculateEntitlements Recalculate { get; }
    public SetAsides Asides { get; }
    public StatedFacts Stated { get; }
    public StepRunner<Recalculation> Runner { get; }
    public RecalculationSteps Steps { get; }
    public BeginPolicyYears Years { get; }
    public Inbox Inbox { get; }
    private string ClaimsQueue => $"{name}-claims";
    private string NoticesQueue => $"{name}-notices";
    private string RecalculationQueue => $"{name}-figuring";

    public static async Task<RewardsApp> NewAsync(PolicyBook? book = null, Action<ClientOptions>? configure = null)
    {
        var app = new RewardsApp(
            TestStorage.NewName(),
            await AzuriteServer.ConnectionStringAsync(),
            new(new(2026, 12, 1, 1, 0, 0, TimeSpan.Zero)),
            book ?? Some.Book,
            configure
        );
        await app.Storage.CreateMissingAsync([app.ClaimsQueue, app.NoticesQueue, app.RecalculationQueue]);
        return app;
    }

    public RewardsApp Again(Action<ClientOptions>? configure = null) => new(name, connection, Time, Book, configure);

    public AggregateStore<TState> Store<TState>(AggregateKind<TState> kind)
        where TState : class => new(Storage, kind, Time, NullLogger<AggregateStore<TState>>.Instance);

    public Task TellAsync(SentMessage sent, bool replay = false) =>
        Inbox.Run(
            Json.Write(
                    new Envelope(
                        $"{sent.Aggregate}|{sent.Version}",
                        WireName.Of(sent.Body),
                        sent.Aggregate,
                        sent.Version,
                        Time.Now,
                        JsonSerializer.SerializeToElement(sent.Body, sent.Body.GetType(), Json.Options),
                        null,
                        replay
                    )
                )
                .AsMessage(),
            default
        );

    public async Task<Entitlement?> EntitlementAsync(string policy, int year, BeneficiaryRole role, string uscc) =>
        (await Entitlements.LoadAsync(Entitlement.IdOf(policy, year, role, uscc))).State;

    /// <summary>Processes the app's own messages like the host until none is left; returns how many there were.</summary>
    public async Task<int> DrainAsync()
    {
        var queue = Client(RecalculationQueue);
        for (var count = 0; ; count++)
        {
            if ((await queue.ReceiveMessageAsync()).Value is not { } message)
                return count;
            await Steps.Run(message, default);
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        }
    }

    /// <summary>Simulates a process that died after it had received all messages: they stay invisible for a long time.</summary>
    public async Task LoseMessagesAsync() => await Client(RecalculationQueue).ClearMessagesAsync();

    /// <summary>Receives the messages that were sent to the claims, oldest first.</summary>
    public Task<IReadOnlyList<EntitlementChanged>> ChangesAsync() => ReceiveAsync<EntitlementChanged>(ClaimsQueue);

    /// <summary>Receives the notifications that were sent to people, oldest first.</summary>
    public Task<IReadOnlyList<NotificationMessage>> NotificationsAsync() => ReceiveAsync<NotificationMessage>(NoticesQueue);

    private async Task<IReadOnlyList<T>> ReceiveAsync<T>(string queue)
    {
        var received = new List<T>();
        while ((await Client(queue).ReceiveMessagesAsync(32)).Value is { Length: > 0 } messages)
            received.AddRange(messages.Select(m => Json.Read<T>(Json.Read<Envelope>(m.MessageText).Body!.Value.GetRawText())));
        return received;
    }

    private QueueClient Client(string queue) => new(connection, queue, new() { MessageEncoding = QueueMessageEncoding.Base64 });
}

internal sealed record SentMessage(string Aggregate, long Version, object Body);

internal static class RewardMessages
{
    public const string University = "12500107MB0A1B0135";
    public const string Company = "91500106MA5XUA015P";
    public const string OtherCompany = "91500107MA5XUA0231";

    public static ContractRegistered Contract(
        string id,
        decimal technical = 1_000_000,
        string seller = University,
        string buyer = Company,
        DateOnly? on = null
    ) =>
        SampleMessages.Registered with
        {
            ContractId = id,
            Number = $"50000120260{Convert.ToInt32(Ids.Sha256(id)[..4], 16):D5}",
            RegisteredOn = on ?? new(2026, 5, 20),
            Sellers = [new(seller, $"{seller}（虚构）", "022", "500107", "142", InZone: true)],
            Buyers = [new(buyer, $"{buyer}（虚构）", "150", "500106", "142", InZone: true)],
            SignedOn = on ?? new(2026, 5, 1),
            EffectiveFrom = on ?? new(2026, 5, 1),
            EffectiveTo = new(2029, 5, 1),
            ContractValue = Yuan.Of(technical),
            TechnicalAmount = Yuan.Of(technical),
            TechnicalField = "electronics",
        };

    public static SentMessage Registered(string id, decimal technical = 1_000_000, long version = 7) =>
        new(id, version, Contract(id, technical));

    public static SentMessage Changed(string id, decimal technical, long version = 12) =>
        new(
            id,
            version,
            new ContractChanged
            {
                Contract = Contract(id, technical),
                Edition = 2,
                ChangedOn = new(2026, 8, 1),
                ClericalSlip = false,
            }
        );

    public static SentMessage Cancelled(string id, long version = 20) =>
        new(
            id,
            version,
            new ContractCancelled
            {
                ContractId = id,
                Number = Contract(id).Number,
                Edition = 1,
                CancelledOn = new(2026, 9, 1),
                Reason = "解除。",
            }
        );

    public static SentMessage Revoked(string id, long version = 20) =>
        new(
            id,
            version,
            new ContractRevoked
            {
                ContractId = id,
                Number = Contract(id).Number,
                Edition = 1,
                RevokedOn = new(2026, 9, 1),
                Reason = "虚假材料",
            }
        );

    public static SentMessage Receipt(string id, decimal amount, DateOnly on, params string[] contracts) =>
        new(
            id,
            3,
            new ReceiptConfirmed
            {
                ReceiptId = id,
                Payee = new(University, "缙云理工大学（虚构）"),
                Payer = new(Company, "重庆虎溪智造有限公司（虚构）"),
                ReceivedOn = on,
                Year = on.Year,
                Amount = Yuan.Of(amount * contracts.Length),
                Allocations = [.. contracts.Select(c => new ReceiptAllocation(c, Yuan.Of(amount), Yuan.Of(amount * 0.8m)))],
                Refunds = [],
            }
        );

    public static SentMessage Refund(string id, decimal amount, DateOnly on, decimal refunded, DateOnly refundedOn, string contract)
    {
        var receipt = (ReceiptConfirmed)Receipt(id, amount, on, contract).Body;
        return new(
            id,
            6,
            new ReceiptRefunded
            {
                ReceiptId = id,
                Payee = receipt.Payee,
                Payer = receipt.Payer,
                ReceivedOn = on,
                Year = on.Year,
                Amount = receipt.Amount,
                Allocations = receipt.Allocations,
                Refunds =
                [
                    new(refundedOn, refundedOn.Year, Yuan.Of(refunded), [new(contract, Yuan.Of(refunded), Yuan.Of(refunded * 0.8m))]),
                ],
            }
        );
    }
}
