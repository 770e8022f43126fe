using System.Text.Json;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Parties;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Tests.Parties;

public sealed class RecordFiledPartyTests
{
    private const string Uscc = "91500107MA5XUA0231";

    private sealed record Told(string Case, int Hour, string Name, string? Address);

    private static readonly Told[] Filings =
    [
        new("c1", 1, "金凤新材（虚构）", "一号（虚构）"),
        new("c2", 2, "金凤新材股份（虚构）", null),
        new("c3", 3, "金凤新材（虚构）", "二号（虚构）"),
        new("c4", 3, "金凤新材料（虚构）", "三号（虚构）"),
        new("c5", 4, "金凤新材股份（虚构）", "二号（虚构）"),
    ];

    [Fact]
    public void In_whatever_order_and_however_often_filings_come_the_directory_says_the_same()
    {
        var expected = Text(Filings.Aggregate(new DirectoryParty { Uscc = Uscc }, See));
        var order = new Random(20260601);
        for (var round = 0; round < 200; round++)
        {
            var shuffled = Filings.Concat(Filings.Where(_ => order.Next(2) == 0)).OrderBy(_ => order.Next());
            Assert.Equal(expected, Text(shuffled.Aggregate(new DirectoryParty { Uscc = Uscc }, See)));
        }
    }

    [Fact]
    public void The_latest_filing_counts_and_what_differs_is_kept_with_its_days()
    {
        var party = Filings.Aggregate(new DirectoryParty { Uscc = Uscc }, See);

        Assert.Equal(("金凤新材股份（虚构）", "二号（虚构）"), (party.Name(), party.Latest<string>("address")));
        Assert.Equal(
            ["金凤新材股份（虚构）", "金凤新材料（虚构）", "金凤新材（虚构）"],
            party.Filed["name"].Select(v => v.Value.GetString())
        );
        Assert.Equal((At(1), At(3), "c3"), (party.Filed["name"][2].FirstAt, party.Filed["name"][2].LastAt, party.Filed["name"][2].CaseId));
        Assert.Equal("c5", party.Contacts!.CaseId);
    }

    [Fact]
    public void A_filing_that_says_nothing_new_changes_nothing()
    {
        var party = Filings.Aggregate(new DirectoryParty { Uscc = Uscc }, See);
        Assert.All(Filings, filing => Assert.Same(party, See(party, filing)));
    }

    [Fact]
    public void A_field_keeps_a_bounded_number_of_values_and_the_latest_among_them()
    {
        var party = new DirectoryParty { Uscc = Uscc };
        for (var i = 0; i < 100; i++)
            party = See(party, new($"c{i:D3}", i, $"名称{i}（虚构）", null));
        Assert.Equal(12, party.Filed["name"].Count);
        Assert.Equal("名称99（虚构）", party.Name());
        // A value older than all kept ones is ignored and changes nothing.
        Assert.Same(party, See(party, new("c000", 0, "名称0（虚构）", null)));
    }

    [Fact]
    public void No_natural_person_travels_with_the_message()
    {
        var state = Given.Submitted();
        var message = Json.Write(FiledParties.Of(state)!);
        foreach (var (_, party) in state.Content.AllParties())
        {
            Assert.Contains(party.Uscc!, message, StringComparison.Ordinal);
            Assert.All(
                (string?[])[party.Representative, party.Contact, party.Phone, party.Signer],
                person => Assert.DoesNotContain(person!, message, StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void Contacts_that_were_not_handed_in_are_not_taken()
    {
        var state = Given.Submitted();
        var uscc = state.Content.Sellers[0].Uscc!;
        Assert.Equal(state.Content.Sellers[0].Phone, RecordFiledParty.ContactsOf(uscc, state, state.SubmittedAt!.Value)!.Phone);
        Assert.Null(RecordFiledParty.ContactsOf(uscc, state with { Status = ContractStatus.Returned }, state.SubmittedAt.Value));
        Assert.Null(RecordFiledParty.ContactsOf(uscc, state, state.SubmittedAt.Value.AddSeconds(-1)));
        Assert.Null(
            RecordFiledParty.ContactsOf(
                "91500107MA5XUA0231",
                state with
                {
                    Content = state.Content with { Buyers = [] },
                },
                state.SubmittedAt.Value
            )
        );
    }

    private static DirectoryParty See(DirectoryParty known, Told filing) =>
        RecordFiledParty.Apply(
            known,
            filing.Case,
            At(filing.Hour),
            JsonSerializer.SerializeToElement(
                filing.Address is null ? (object)new { name = filing.Name } : new { name = filing.Name, address = filing.Address }
            ),
            new("代表人（虚构）", null, $"023-{filing.Case}", At(filing.Hour), filing.Case)
        );

    private static DateTimeOffset At(int hour) => Given.Now.AddHours(hour);

    private static string Text(DirectoryParty party) =>
        Json.Write(party with { Filed = party.Filed.OrderBy(f => f.Key, StringComparer.Ordinal).ToDictionary() });
}
