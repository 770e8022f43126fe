using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Imports;
using TechTransfer.ContractRegistration.Notifications;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Registration;

/// <summary>The number that the national system gives to a contract registered here.</summary>
public sealed class NationalNumberTests
{
    private const string National = "3100002026000001";
    private static readonly Contract Numbered = Given.Registered() with { NationalNumber = National };

    private static Outcome<Change<Contract>> Record(Contract state, string number, Caller caller, string? reason = null) =>
        RecordNationalNumber.Decide(state, new(number, reason), caller, Given.Rules, Given.Now);

    [Theory]
    [InlineData(ContractStatus.Registered)]
    [InlineData(ContractStatus.Cancelled)]
    [InlineData(ContractStatus.Revoked)]
    public void A_registrar_records_it_and_nothing_else_changes(ContractStatus status)
    {
        var before = Given.In(status);

        var (after, happened) = Record(before, $" {National} ", Given.RegistrarA).Value;

        Assert.Equal(Json.Write(before with { NationalNumber = National }), Json.Write(after));
        Assert.Equal(new NationalNumberRecorded(National, null, null, Given.RegistrarA.Subject, Given.Now), happened);
        // Recording the number makes no new edition: other apps get no message, but the parties get a notification.
        Assert.Empty(ContractMessages.Of(after, happened!, Given.Rules));
        Assert.Contains(National, ContractNotices.Of(after, happened!)!.Text.Zh, StringComparison.Ordinal);
        Assert.Contains(ContractLists.OfNumber(National), ContractLists.Of(after).Select(l => l.List));
        Assert.Equal(National, NationalForm.Columns.Single(c => c.Name == NationalForm.NationalNumber).Value!(after));
    }

    [Theory]
    [InlineData("310000202600000", "national_number_malformed")]
    [InlineData("31000020260000011", "national_number_malformed")]
    [InlineData("31000020260000O1", "national_number_malformed")]
    [InlineData("", "national_number_malformed")]
    [InlineData("5000012026000002", "national_number_of_own_series")]
    public void A_number_that_cannot_be_is_refused(string number, string code)
    {
        var problem = Record(Given.Registered(), number, Given.RegistrarA).Problem!;

        Assert.Equal((code, "nationalNumber"), (problem.Errors[0].Code, problem.Errors[0].Path));
    }

    [Fact]
    public void The_national_system_may_have_taken_our_own_number() =>
        Assert.Equal("5000012026000001", Record(Given.Registered(), "5000012026000001", Given.RegistrarA).Value.State.NationalNumber);

    [Fact]
    public void A_second_number_is_the_approvers_with_a_reason()
    {
        Assert.Equal(Catalogue.NationalNumberGiven, Record(Numbered, "3100002026000002", Given.RegistrarA, "录错。").Problem!.Kind);
        Assert.Equal(Catalogue.NotAllowed, Record(Given.Registered(), National, Given.Approver, "录错。").Problem!.Kind);
        Assert.Equal("reason", Record(Numbered, "3100002026000002", Given.Approver).Problem!.Errors[0].Path);
        Assert.Equal(Catalogue.NothingChanged, Record(Numbered, National, Given.Approver, "录错。").Problem!.Kind);

        var (after, happened) = Record(Numbered, "3100002026000002", Given.Approver, "录错。").Value;

        Assert.Equal("3100002026000002", after.NationalNumber);
        Assert.Equal(new NationalNumberRecorded("3100002026000002", National, "录错。", Given.Approver.Subject, Given.Now), happened);
    }

    [Fact]
    public void A_change_that_is_registered_keeps_it()
    {
        var changing = Given.Changing(ContractStatus.UnderReview);
        var numbered = Record(changing, National, Given.RegistrarA).Value.State;
        Assert.NotNull(numbered.PendingChange);

        var after = Register.Decide(numbered, Given.RegistrarB, Given.Rules, Given.Now).Value.State;

        Assert.Equal((2, National), (after.Edition, after.NationalNumber));
        var past = Register
            .Decide(changing with { Historical = true, Import = new("job", 3) }, Given.RegistrarB, Given.Rules, Given.Now)
            .Value.State;
        Assert.Equal((true, new ImportOrigin("job", 3)), (past.Historical, past.Import));
    }

    [Fact]
    public async Task No_two_contracts_have_the_same_and_a_number_that_was_put_right_is_free_again()
    {
        var app = await HttpHarness.NewAsync();
        var services = new ServiceCollection().AddSingleton(Given.Rules).AddSingleton(new NumberSeries(app.Storage)).BuildServiceProvider();
        var cases = new AggregateStore<Contract>(
            app.Storage,
            ContractSetup.Of(services),
            app.Time,
            NullLogger<AggregateStore<Contract>>.Instance
        );
        var operation = new RecordNationalNumber(new(cases, ContractSetup.CommandsOf(Given.Rules, app.Time)), Given.Rules, app.Time);
        async Task<string> PutAsync(string id) =>
            (
                await cases.CommitAsync(
                    await cases.LoadAsync(id),
                    new(Given.Registered() with { Id = id, DuplicateKey = null }, null),
                    Given.RegistrarA,
                    null
                )
            )
                .Value
                .Id;
        Task<Reply> RecordAsync(string id, string number, Caller caller, string? tag, string? reason = null, string? key = null) =>
            FunctionCall.PostAsync(
                (r, c) => operation.Run(r, id, c),
                caller,
                $"/api/contracts/{id}/national-number",
                reason is null
                    ? new JsonObject { ["nationalNumber"] = number }
                    : new JsonObject { ["nationalNumber"] = number, ["reason"] = reason },
                tag,
                key
            );
        var (first, second) = (await PutAsync("case-a"), await PutAsync("case-b"));

        Assert.Equal("if_match_missing", (await RecordAsync(first, National, Given.RegistrarA, null)).Code);
        var recorded = await RecordAsync(first, National, Given.RegistrarA, "\"1\"", key: "k1");
        var again = await RecordAsync(first, National, Given.RegistrarA, "\"1\"", key: "k1");
        Assert.Equal(
            (200, National, 200, recorded.Tag),
            (recorded.Status, (string?)recorded.Json!["nationalNumber"], again.Status, again.Tag)
        );
        Assert.Equal((409, "national_number_taken"), await AnswerAsync(RecordAsync(second, National, Given.RegistrarA, "\"1\"")));
        Assert.Equal(
            (409, "national_number_given"),
            await AnswerAsync(RecordAsync(first, "3100002026000002", Given.RegistrarA, recorded.Tag))
        );

        Assert.Equal(200, (await RecordAsync(first, "3100002026000002", Given.Approver, recorded.Tag, "录错。")).Status);
        Assert.Equal(200, (await RecordAsync(second, National, Given.RegistrarA, "\"1\"")).Status);
        var history = await cases.ReadHistoryAsync(first);
        Assert.Null(history.BrokenAt);
        Assert.Equal(2, history.Entries.Count(e => e.Json.Contains(nameof(NationalNumberRecorded), StringComparison.Ordinal)));
    }

    private static async Task<(int, string?)> AnswerAsync(Task<Reply> call) =>
        await call is var reply ? (reply.Status, reply.Code) : default;
}
