using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Money;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.OwnershipGrants.Tests.Distributions;

public class IncomeInboxTests
{
    private static readonly ContractParty U1 = Given.U1.ToMessage();
    private static readonly ContractParty Buyer = new("91500112MA5XUA058T", "重庆渝北传感有限公司（虚构）", "150", "500112", "142", false);

    internal static ContractRegistered Contract(string id, string achievement) =>
        new()
        {
            ContractId = id,
            Number = DistributionGiven.C03Number,
            RegisteredOn = new(2026, 5, 20),
            RegistrarOffice = "登记机构（示例）",
            Kind = "T1",
            KindName = new("专利权转让", "Assignment of patent"),
            Title = "转让（虚构）",
            Sellers = [U1],
            Buyers = [Buyer],
            SignedOn = new(2026, 5, 1),
            EffectiveFrom = new(2026, 5, 1),
            EffectiveTo = new(2030, 5, 1),
            ContractValue = Yuan.Of(800_000),
            ValueStatus = "fixed",
            TechnicalAmount = Yuan.Of(800_000),
            PaymentMode = "once",
            RelatedParty = false,
            RuleSet = "NEW-2026",
            AchievementId = achievement,
        };

    internal static ReceiptConfirmed Receipt(string id, DateOnly on, params (string Contract, decimal Amount)[] parts) =>
        new()
        {
            ReceiptId = id,
            Payee = new(U1.Uscc, U1.Name),
            Payer = new(Buyer.Uscc, Buyer.Name),
            ReceivedOn = on,
            Year = on.Year,
            Amount = parts.Sum(p => Yuan.Of(p.Amount)),
            Allocations = [.. parts.Select(p => new ReceiptAllocation(p.Contract, Yuan.Of(p.Amount), Yuan.Of(p.Amount)))],
            Refunds = [],
        };

    internal static ReceiptRefunded Refund(ReceiptConfirmed receipt, DateOnly on, params decimal[] amounts) =>
        new()
        {
            ReceiptId = receipt.ReceiptId,
            Payee = receipt.Payee,
            Payer = receipt.Payer,
            ReceivedOn = receipt.ReceivedOn,
            Year = receipt.Year,
            Amount = receipt.Amount,
            Allocations = receipt.Allocations,
            Refunds =
            [
                .. amounts.Select(a => new ReceiptRefund(
                    on,
                    on.Year,
                    Yuan.Of(a),
                    [new(receipt.Allocations[0].ContractId, Yuan.Of(a), Yuan.Of(a))]
                )),
            ],
        };

    // Starts without conversions and distributions; the messages of the tests add them.
    private static Achievement Granted() => DistributionGiven.Granted() with { Conversions = [] };

    [Fact]
    public async Task A_confirmed_receipt_proposes_a_distribution_by_itself()
    {
        var app = await GrantsApp.NewAsync();
        var id = await app.PutAsync(Granted());
        await app.ReceiveAsync("c1", 5, Contract("c1", id));
        await app.ReceiveAsync("r1", 3, Receipt("r1", new(2026, 6, 1), ("c1", 800_000)));

        var draft = (await app.OnlyAsync(id));
        var notice = (await app.SentAsync()).Last(m => m.Type == MessageNames.NotificationMessage).Body!.Value;

        Assert.Equal(
            (DistributionStatus.Draft, 640_000m, "r1", DistributionGiven.C03Number),
            (draft.Status, draft.Figures.Pool.Amount, draft.Source.ReceiptId, draft.Source.ContractNumber)
        );
        Assert.Equal("distributionProposed", notice.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Money_that_came_in_before_contract_and_grant_were_known_is_not_lost()
    {
        var app = await GrantsApp.NewAsync();
        var id = Ids.Derive("test", Path.GetRandomFileName());
        await app.ReceiveAsync("r1", 3, Receipt("r1", new(2026, 6, 1), ("c1", 800_000)));
        await app.ReceiveAsync("c1", 5, Contract("c1", id));
        await app.PutAsync(Granted() with { Grants = [] }, id);
        await app.ReceiveAsync("r1", 3, Receipt("r1", new(2026, 6, 1), ("c1", 800_000)));
        Assert.Empty(await app.DistributionsAsync(id));

        var before = await app.Achievements.LoadAsync(id);
        await app.Achievements.CommitAsync(
            before,
            new(before.State! with { Grants = [.. Granted().Grants.Select(g => g with { Id = $"{id}.g1" })] }, null),
            Given.Office,
            null
        );
        await app.ReceiveAsync(id, 9, InForce(id));

        Assert.Equal("r1", (await app.OnlyAsync(id)).Source.ReceiptId);
    }

    [Fact]
    public async Task In_whatever_order_and_however_often_messages_come_the_figures_are_the_same()
    {
        var first = Receipt("r1", new(2026, 6, 1), ("c1", 500_000), ("c2", 100_000));
        var second = Receipt("r2", new(2026, 6, 8), ("c1", 300_000.03m));
        var refunded = Refund(first, new(2026, 6, 9), 120_000);
        var fullyRefunded = Refund(second, new(2026, 6, 9), 100_000, 200_000.03m);
        string? expected = null;
        for (var seed = 0; seed < Extent.Of(3, 30); seed++)
        {
            var app = await GrantsApp.NewAsync();
            var id = await app.PutAsync(Granted());
            (string Aggregate, long Version, object Message)[] sent =
            [
                ("c1", 5, Contract("c1", id)),
                ("c2", 4, Contract("c2", id)),
                ("r1", 3, first),
                ("r1", 6, refunded),
                ("r2", 3, second),
                ("r2", 5, Refund(second, new(2026, 6, 9), 100_000)),
                ("r2", 7, fullyRefunded),
                ("c2", 8, Revoked("c2")),
            ];
            (string Aggregate, long Version, object Message)[] all = [.. sent, .. sent];
            new Random(seed).Shuffle(all);
            foreach (var (aggregate, version, message) in all)
                await app.ReceiveAsync(aggregate, version, message);

            // Depending on the order of the messages, a distribution without income was drafted and withdrawn, or never drafted. Both
            // count as none.
            var distributions = await app.DistributionsAsync(id);
            var figures = string.Join(
                "; ",
                distributions
                    .Where(d => d.Status != DistributionStatus.Withdrawn)
                    .OrderBy(d => d.Source.ReceiptId)
                    .Select(d => $"{d.Source.ContractId} {d.Source.ReceiptId} {d.Status} {Json.Write(d.Figures)}")
            );
            expected ??= figures;
            Assert.Equal(expected, figures);
            Assert.All(distributions.Where(d => d.Status == DistributionStatus.Withdrawn), d => Assert.Equal(Yuan.Zero, d.Figures.Pool));
            Assert.Equal(380_000m, distributions.Single(d => d.Status == DistributionStatus.Draft).Figures.Income.Amount);
        }
    }

    [Fact]
    public async Task Deliveries_at_once_make_one_distribution_of_each_receipt()
    {
        var app = await GrantsApp.NewAsync();
        var id = await app.PutAsync(Granted());
        await app.ReceiveAsync("c1", 5, Contract("c1", id));
        GrantsApp[] instances = [app, await app.AnotherInstanceAsync(), await app.AnotherInstanceAsync()];

        await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(i => instances[i % 3].ReceiveAsync($"r{i % 4}", 3, Receipt($"r{i % 4}", new(2026, 6, 1), ("c1", 1_000 + i % 4))))
        );

        Assert.Equal(["r0", "r1", "r2", "r3"], (await app.DistributionsAsync(id)).Select(d => d.Source.ReceiptId).Order());
    }

    [Fact]
    public async Task A_refund_claws_an_approved_distribution_back_once()
    {
        var app = await GrantsApp.NewAsync();
        var approved = DistributionGiven.Approved();
        var id = await app.PutAsync(approved with { Source = approved.Source with { ContractId = "c1", ReceiptId = "r1" } });
        var receipt = Receipt("r1", new(2026, 6, 1), ("c1", 800_000));
        await app.ReceiveAsync("c1", 5, Contract("c1", id));
        await app.ReceiveAsync("r1", 7, Refund(receipt, new(2026, 9, 1), 400_000));
        await app.ReceiveAsync("r1", 7, Refund(receipt, new(2026, 9, 1), 400_000));
        await app.ReceiveAsync("r1", 3, receipt);

        var distribution = (await app.OnlyAsync(id));
        var messages = (await app.SentAsync()).Where(m => m.Type == MessageNames.DistributionClawedBack).ToArray();

        Assert.Equal((2, 320_000m, 1), (distribution.Edition, distribution.Figures.Pool.Amount, distribution.ClawBacks.Count));
        Assert.Equal(
            "成员甲（虚构）",
            messages.Single().Body!.Value.GetProperty("distribution").GetProperty("awards")[0].GetProperty("name").GetString()
        );
    }

    [Fact]
    public async Task Another_organisations_money_is_not_this_achievements()
    {
        var app = await GrantsApp.NewAsync();
        var id = await app.PutAsync(Granted());
        await app.ReceiveAsync("c1", 5, Contract("c1", id));
        await app.ReceiveAsync("r1", 3, Receipt("r1", new(2026, 6, 1), ("c1", 800_000)) with { Payee = new(Buyer.Uscc, Buyer.Name) });

        Assert.Empty(await app.DistributionsAsync(id));
    }

    [Fact]
    public async Task A_contract_linked_by_hand_brings_its_money_along()
    {
        var app = await GrantsApp.NewAsync();
        var id = await app.PutAsync(Granted());
        await app.ReceiveAsync("c1", 5, Contract("c1", "another") with { AchievementId = null });
        await app.ReceiveAsync("r1", 3, Receipt("r1", new(2026, 6, 1), ("c1", 800_000)));
        Assert.Empty(await app.DistributionsAsync(id));

        await app.ReceiveAsync(id, 2, new ConversionLinked(id, "c1", $"{id}.g1"));

        Assert.Equal("r1", (await app.OnlyAsync(id)).Source.ReceiptId);
    }

    [Fact]
    public async Task An_income_entered_by_hand_is_not_distributed_again_when_its_receipt_comes()
    {
        var app = await GrantsApp.NewAsync();
        var id = await app.PutAsync(DistributionGiven.Drafted());
        await app.ReceiveAsync(DistributionGiven.C03, 5, Contract(DistributionGiven.C03, id));
        await app.ReceiveAsync("r1", 3, Receipt("r1", new(2026, 6, 1), (DistributionGiven.C03, 800_000)));

        Assert.Equal("r1", (await app.OnlyAsync(id)).Source.ReceiptId);
    }

    [Fact]
    public async Task Income_is_distributed_once()
    {
        var app = await GrantsApp.NewAsync();
        var id = await app.PutAsync(DistributionGiven.Granted());
        Task<Reply> EnterAsync(decimal income = 800_000, string? reference = null) =>
            FunctionCall.PostAsync(
                (r, c) => app.Op<EnterIncome>().Run(r, $"{id}.g1", c),
                Given.Office,
                $"/api/grants/{id}.g1/distributions",
                new JsonObject
                {
                    ["income"] = income,
                    ["incomeOn"] = "2026-06-01",
                    ["sourceContract"] = "c03",
                    ["reference"] = reference,
                }
            );

        var first = await EnterAsync();
        var again = await EnterAsync();
        // An income with another voucher is a new one; after a withdrawal the same income can be entered again.
        Assert.Equal(201, (await EnterAsync(reference: "记-002")).Status);
        Assert.Equal((409, "income_distributed_already"), (again.Status, again.Code));
        Assert.Contains((string)first.Json!["id"]!, (string)again.Json!["detail"]!, StringComparison.Ordinal);
        var distribution = (string)first.Json["id"]!;
        Assert.Equal(
            200,
            (
                await FunctionCall.PostAsync(
                    (r, c) => app.Op<WithdrawDistribution>().Run(r, distribution, c),
                    Given.Office,
                    $"/api/distributions/{distribution}/withdraw",
                    new JsonObject { ["reason"] = "录入有误。" },
                    first.Tag
                )
            ).Status
        );
        Assert.Equal(201, (await EnterAsync()).Status);
    }

    [Fact]
    public async Task What_a_receipt_brought_is_not_entered_by_hand_again()
    {
        var app = await GrantsApp.NewAsync();
        var id = await app.PutAsync(DistributionGiven.Granted());
        await app.ReceiveAsync("c03", 5, Contract("c03", id));
        await app.ReceiveAsync("r1", 3, Receipt("r1", new(2026, 6, 1), ("c03", 800_000)));

        var entered = await FunctionCall.PostAsync(
            (r, c) => app.Op<EnterIncome>().Run(r, $"{id}.g1", c),
            Given.Office,
            $"/api/grants/{id}.g1/distributions",
            JsonNode.Parse("""{"income":800000,"incomeOn":"2026-06-01","sourceContract":"c03","reference":"记-003"}""")
        );

        Assert.Equal("income_distributed_already", entered.Code);
    }

    [Fact]
    public async Task A_receipt_and_an_entry_by_hand_at_once_make_one_distribution()
    {
        for (var round = 0; round < 10; round++)
        {
            var app = await GrantsApp.NewAsync();
            var id = await app.PutAsync(DistributionGiven.Granted());
            await app.ReceiveAsync("c03", 5, Contract("c03", id));
            var other = await app.AnotherInstanceAsync();

            await Task.WhenAll(
                app.ReceiveAsync("r1", 3, Receipt("r1", new(2026, 6, 1), ("c03", 800_000))),
                FunctionCall.PostAsync(
                    (r, c) => other.Op<EnterIncome>().Run(r, $"{id}.g1", c),
                    Given.Office,
                    $"/api/grants/{id}.g1/distributions",
                    JsonNode.Parse("""{"income":800000,"incomeOn":"2026-06-01","sourceContract":"c03"}""")
                )
            );

            Assert.Equal("r1", (await app.OnlyAsync(id)).Source.ReceiptId);
        }
    }

    [Fact]
    public async Task A_receipt_waits_for_an_equal_income_that_is_being_entered()
    {
        var app = await GrantsApp.NewAsync();
        var id = await app.PutAsync(DistributionGiven.Granted());
        await app.ReceiveAsync("c03", 5, Contract("c03", id));
        using var held = new HoldTransaction();
        var entering = await app.AnotherInstanceAsync(options => options.AddPolicy(held, Azure.Core.HttpPipelinePosition.PerCall));
        var calls = new CallCounter();
        var hearing = await app.AnotherInstanceAsync(options => options.AddPolicy(calls, Azure.Core.HttpPipelinePosition.PerCall));

        var entered = FunctionCall.PostAsync(
            (r, c) => entering.Op<EnterIncome>().Run(r, $"{id}.g1", c),
            Given.Office,
            $"/api/grants/{id}.g1/distributions",
            JsonNode.Parse("""{"income":800000,"incomeOn":"2026-06-01","sourceContract":"c03"}""")
        );
        await held.Reached;
        var received = hearing.ReceiveAsync("r1", 3, Receipt("r1", new(2026, 6, 1), ("c03", 800_000)));
        // The handler of the receipt keeps reading the key that the manual entry has reserved, and waits.
        while (calls.Calls < 120 && !received.IsCompleted)
            await Task.Yield();
        Assert.False(received.IsCompleted);
        held.LetGo();
        await Task.WhenAll(entered, received);

        Assert.Equal("r1", (await app.OnlyAsync(id)).Source.ReceiptId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_receipt_whose_commit_was_cut_off_anywhere_is_processed_again(bool byHand)
    {
        for (var calls = 3; ; calls += Extent.Of(4, 1))
        {
            var app = await GrantsApp.NewAsync();
            var id = byHand ? await app.PutAsync(DistributionGiven.Drafted()) : await app.PutAsync(DistributionGiven.Granted());
            await app.ReceiveAsync("c03", 5, Contract("c03", id));
            var breaking = new BreakAfter(calls);
            var other = await app.AnotherInstanceAsync(options =>
            {
                options.Retry.MaxRetries = 0;
                options.AddPolicy(breaking, Azure.Core.HttpPipelinePosition.PerCall);
            });
            Task HearAsync(GrantsApp by) => by.ReceiveAsync("r1", 3, Receipt("r1", new(2026, 6, 1), ("c03", 800_000)));
            var isBroken = false;
            try
            {
                await HearAsync(other);
            }
            catch (Exception broken) when (broken is IOException or AggregateException)
            {
                isBroken = true;
            }

            await HearAsync(app);

            Assert.Equal(
                "r1",
                (await app.Shared.LoadAsync(byHand ? $"{id}.d1" : ProposeDistributions.IdOf(id, "c03", "r1"))).State!.Source.ReceiptId
            );
            if (!isBroken && !breaking.HasBroken)
                return;
        }
    }

    [Fact]
    public async Task A_draft_whose_income_was_put_right_is_found_by_its_receipt()
    {
        var app = await GrantsApp.NewAsync();
        var id = await app.PutAsync(DistributionGiven.Granted());
        var entered = await FunctionCall.PostAsync(
            (r, c) => app.Op<EnterIncome>().Run(r, $"{id}.g1", c),
            Given.Office,
            $"/api/grants/{id}.g1/distributions",
            JsonNode.Parse("""{"income":8000,"incomeOn":"2026-06-01","sourceContract":"c03"}""")
        );
        var distribution = (string)entered.Json!["id"]!;
        Assert.Equal(
            200,
            (
                await FunctionCall.PutAsync(
                    (r, c) => app.Op<ReviseDraft>().Run(r, distribution, c),
                    Given.Office,
                    $"/api/distributions/{distribution}",
                    JsonNode.Parse("""{"income":800000,"deductions":[]}""")!,
                    entered.Tag
                )
            ).Status
        );

        await app.ReceiveAsync("c03", 5, Contract("c03", id));
        await app.ReceiveAsync("r1", 3, Receipt("r1", new(2026, 6, 1), ("c03", 800_000)));

        Assert.Equal("r1", (await app.OnlyAsync(id)).Source.ReceiptId);
    }

    [Fact]
    public async Task Money_that_comes_later_on_the_same_contract_is_a_supplement()
    {
        var app = await GrantsApp.NewAsync();
        var id = await app.PutAsync(DistributionGiven.Approved());
        await app.ReceiveAsync("c03", 5, Contract("c03", id));
        await app.ReceiveAsync("r2", 3, Receipt("r2", new(2026, 6, 8), ("c03", 1_000)));

        Assert.Equal($"{id}.d1", (await app.DistributionsAsync(id)).Single(d => d.Source.ReceiptId == "r2").Supplements);
    }

    [Fact]
    public async Task A_contract_that_falls_takes_what_was_entered_by_hand_with_it()
    {
        var app = await GrantsApp.NewAsync();
        var id = await app.PutAsync(DistributionGiven.Drafted());
        await app.ReceiveAsync("c03", 5, Contract("c03", id));
        await app.ReceiveAsync("c03", 9, Revoked("c03"));

        Assert.Equal(DistributionStatus.Withdrawn, (await app.OnlyAsync(id)).Status);
    }

    [Fact]
    public async Task Whoever_is_erased_in_the_achievement_is_erased_in_its_distributions()
    {
        var app = await GrantsApp.NewAsync();
        var id = await app.PutAsync(DistributionGiven.Approved());
        var loaded = await app.Achievements.LoadAsync(id);
        var change = ErasePerson.Decide(loaded.State!, "p2", Given.Office).Value;
        Assert.Null((await app.Achievements.CommitAsync(loaded, change, Given.Office, null)).Problem);
        var sent = (await app.SentAsync()).Single(m => m.Type == MessageNames.AchievementUpdated);

        await app.ReceiveAsync(id, sent.Version, new AchievementUpdated(id));

        var view = await FunctionCall.GetAsync(
            (r, c) => app.Op<GetDistribution>().Run(r, $"{id}.d1", c),
            Given.Auditor,
            $"/api/distributions/{id}.d1"
        );
        Assert.Equal(
            ["成员甲（虚构）", null, "成员丙（虚构）", "成员丁（虚构）"],
            view.Json!["awards"]!.AsArray().Select(a => (string?)a!["name"])
        );
    }

    [Fact]
    public async Task A_distribution_goes_through_over_http()
    {
        var app = await GrantsApp.NewAsync();
        var id = await app.PutAsync(DistributionGiven.Granted());
        var entered = await FunctionCall.PostAsync(
            (r, c) => app.Op<EnterIncome>().Run(r, $"{id}.g1", c),
            Given.Office,
            $"/api/grants/{id}.g1/distributions",
            JsonNode.Parse(
                """{"income":800000,"incomeOn":"2026-06-01","sourceContract":"c03","deductions":[{"kind":"appraisal","amount":20000}]}"""
            ),
            await app.TagAsync(id),
            key: "same"
        );
        var again = await FunctionCall.PostAsync(
            (r, c) => app.Op<EnterIncome>().Run(r, $"{id}.g1", c),
            Given.Office,
            $"/api/grants/{id}.g1/distributions",
            JsonNode.Parse(
                """{"income":800000,"incomeOn":"2026-06-01","sourceContract":"c03","deductions":[{"kind":"appraisal","amount":20000}]}"""
            ),
            "\"1\"",
            key: "same"
        );
        var distribution = (string)entered.Json!["id"]!;
        var published = await FunctionCall.PostAsync(
            (r, c) => app.Op<PublishDistribution>().Run(r, distribution, c),
            Given.Office,
            $"/api/distributions/{distribution}/publish",
            null,
            entered.Tag
        );
        app.Time.Now = app.Time.Now.AddDays(30);
        var approved = await FunctionCall.PostAsync(
            (r, c) => app.Op<ApproveDistribution>().Run(r, distribution, c),
            Given.SecondPerson,
            $"/api/distributions/{distribution}/approve",
            null,
            published.Tag
        );
        var paid = await FunctionCall.PostAsync(
            (r, c) => app.Op<PayDistribution>().Run(r, distribution, c),
            Given.Office,
            $"/api/distributions/{distribution}/pay",
            JsonNode.Parse("""{"paidOn":"2026-07-10","reference":"批次 1"}"""),
            approved.Tag
        );

        Assert.Equal((201, 201, 200, 200, 200), (entered.Status, again.Status, published.Status, approved.Status, paid.Status));
        Assert.Equal((string)again.Json!["id"]!, distribution);
        Assert.Equal(
            ("paid", 624_000m, "成员甲（虚构）"),
            ((string)paid.Json!["status"]!, (decimal)paid.Json["paid"]!, (string)paid.Json["awards"]![0]!["name"]!)
        );
        Assert.Equal("0.5", (string)paid.Json["awards"]![0]!["share"]!);

        // Other organisations get 404; auditors may read it.
        Assert.Equal(
            404,
            (
                await FunctionCall.GetAsync(
                    (r, c) => app.Op<GetDistribution>().Run(r, distribution, c),
                    Given.OtherOffice,
                    $"/api/distributions/{distribution}"
                )
            ).Status
        );
        Assert.Equal(
            200,
            (
                await FunctionCall.GetAsync(
                    (r, c) => app.Op<GetDistribution>().Run(r, distribution, c),
                    Given.Auditor,
                    $"/api/distributions/{distribution}"
                )
            ).Status
        );
        Assert.Single(
            (
                await FunctionCall.GetAsync(
                    (r, c) => app.Op<ListDistributions>().Run(r, $"{id}.g1", c),
                    Given.Office,
                    $"/api/grants/{id}.g1/distributions"
                )
            ).Json!["items"]!.AsArray()
        );
        Assert.Null((await app.Shared.ReadHistoryAsync(distribution)).BrokenAt);
    }

    internal static ContractRevoked Revoked(string id) =>
        new()
        {
            ContractId = id,
            Number = DistributionGiven.C03Number,
            Edition = 1,
            RevokedOn = new(2026, 6, 9),
            Reason = "虚构",
        };

    private static GrantEnteredIntoForce InForce(string id) =>
        new()
        {
            Grant = new()
            {
                GrantId = $"{id}.g1",
                Edition = 1,
                AchievementId = id,
                AchievementName = "虚构",
                Rights = [],
                Grantor = U1,
                Type = "ownershipShare",
                TypeName = new("部分所有权", "Share of ownership"),
                Exclusive = false,
                Team = [],
            },
            On = new(2026, 5, 1),
        };
}
