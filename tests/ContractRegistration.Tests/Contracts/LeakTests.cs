using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Tests.Contracts;

/// <summary>
/// Plants a mark in each text of a contract's body, as its schema has them, and looks for the marks in what each caller, list, history and
/// message gets.
/// </summary>
public sealed class LeakTests
{
    // These decide who sees the contract, so they keep their values.
    private static readonly string[] Kept = ["uscc", "country", "currency"];

    private static readonly Dictionary<string, string> Planted = [];
    private static readonly Contract Marked = Mark();

    private static readonly string[] Persons = ["personId", "contact", "phone", "signer"];
    private static readonly string[] ContactFields = [.. Persons, "address", "postcode"];

    [Fact]
    public void Every_text_of_the_body_is_marked()
    {
        Assert.True(Planted.Count > 60, $"{Planted.Count}");
        foreach (
            var path in (string[])["title", "sellers.contact", "royalty.base", "ipRights.number", "restrictiveClauses", "licence.territory"]
        )
            Assert.Contains(path, Planted.Values);
    }

    [Theory]
    [InlineData("office-u1", true)]
    [InlineData("company-e1", false)]
    [InlineData("registrar-a", true)]
    [InlineData("approver", false)]
    [InlineData("auditor", true)]
    [InlineData("finance-a", false)]
    public void A_view_has_no_contacts_of_other_parties_and_no_identity_number(string user, bool seesContacts)
    {
        var seen = MarksIn(Json.Write(ContractView.Of(Marked, Given.Caller(user), 1)));

        Assert.DoesNotContain(seen, path => path.EndsWith(".personId", StringComparison.Ordinal));
        string[] hidden = [.. seen.Where(path => ContactFields.Any(f => path.EndsWith($".{f}", StringComparison.Ordinal)))];
        if (!seesContacts)
            Assert.All(hidden, path => Assert.StartsWith(user == "company-e1" ? "buyers." : "nobody.", path, StringComparison.Ordinal));
        else
            Assert.NotEmpty(hidden);
    }

    [Fact]
    public void Who_sees_amounts_only_sees_neither_rights_nor_clauses_nor_attachments_nor_remarks()
    {
        var seen = MarksIn(Json.Write(ContractView.Of(Marked, Given.Caller("finance-a"), 1)));
        Assert.DoesNotContain(
            seen,
            path =>
                path.StartsWith("ipRights", StringComparison.Ordinal)
                || path is "restrictiveClauses" or "attachments" or "remarks" or "findings" or "hints" or "corrections"
        );
    }

    [Theory]
    [InlineData("office-u1", false)]
    [InlineData("company-e1", false)]
    [InlineData("registrar-a", true)]
    [InlineData("finance-a", false)]
    public void Hints_about_other_contracts_are_for_officials(string user, bool seesThem) =>
        Assert.Equal(seesThem, MarksIn(Json.Write(ContractView.Of(Marked, Given.Caller(user), 1))).Contains("hints"));

    [Theory]
    [InlineData("company-e4")]
    [InlineData("office-u2")]
    [InlineData("policy")]
    public void Others_see_nothing(string user) => Assert.Equal(Sight.None, Visibility.Of(Marked, Given.Caller(user)));

    [Fact]
    public void Lists_have_title_and_names_and_no_other_text()
    {
        var seen = ContractLists.Of(Marked).SelectMany(entry => MarksIn(Json.Write(entry))).Distinct();
        Assert.All(
            seen,
            path => Assert.Contains(path, (string[])["title", "sellers.name", "buyers.name", "intermediary.name", "technicalField"])
        );
    }

    [Fact]
    public void Stored_events_have_no_person()
    {
        var submitted = new ContractSubmitted(Marked.Content.WithoutPersons(), [], null, [], "u", Given.Now);
        Assert.DoesNotContain(
            MarksIn(Json.Write(submitted)),
            path =>
                path.EndsWith(".representative", StringComparison.Ordinal)
                || Persons.Any(p => path.EndsWith($".{p}", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Messages_have_no_person_and_no_text_of_the_contract()
    {
        object[] events =
        [
            new ContractSubmitted(Marked.Content, [], null, [], "u", Given.Now),
            new NumberAllotted("5000012026000001", new(2026, 6, 1)),
        ];
        var messages = events.SelectMany(happened => ContractMessages.Of(Marked, happened, Given.Rules)).ToArray();
        Assert.Equal(events.Length, messages.Length);
        foreach (var message in messages)
        {
            var seen = MarksIn(JsonSerializer.Serialize(message, message.GetType(), Json.Options));
            Assert.Contains("title", seen);
            Assert.DoesNotContain(
                seen,
                path =>
                    path.EndsWith(".representative", StringComparison.Ordinal)
                    || Persons.Any(p => path.EndsWith($".{p}", StringComparison.Ordinal))
                    || path.EndsWith(".description", StringComparison.Ordinal)
                    || path.EndsWith(".condition", StringComparison.Ordinal)
                    || path.EndsWith(".reason", StringComparison.Ordinal)
                    || path is "royalty.base" or "restrictiveClauses" or "remarks" or "hints" or "findings" or "attachments"
            );
        }
    }

    private static HashSet<string> MarksIn(string json) =>
        [.. Planted.Where(mark => json.Contains(mark.Key, StringComparison.Ordinal)).Select(mark => mark.Value)];

    private static string New(string path)
    {
        var mark = $"MARK{Planted.Count:D4}X";
        Planted.Add(mark, path);
        return mark;
    }

    private static Contract Mark()
    {
        var body = (JsonObject)JsonSerializer.SerializeToNode(Given.Registered().Content, Json.Options)!;
        Fill(body, Json.Options.GetTypeInfo(typeof(ContractContent)), "");
        var registered = Given.Registered();
        return registered with
        {
            Content = body.Deserialize<ContractContent>(Json.Options)!,
            Attachments = [registered.Attachments[0] with { Name = New("attachments") }],
            Assessment = registered.Assessment! with { Remarks = New("remarks"), CostLines = [] },
            Findings = [Hint(New("findings"))],
            Hints = [Hint(New("hints"))],
            Corrections = [new("other", New("corrections"))],
        };
    }

    private static Kernel.Findings.Finding Hint(string mark) =>
        new(Kernel.Findings.FindingCodes.TextUnfit, Kernel.Findings.Severity.Info, "title", Kernel.Explanations.Text.Same(mark));

    // Gives every text a mark, every list an item, and every missing part its texts.
    private static void Fill(JsonObject value, JsonTypeInfo type, string path)
    {
        foreach (var property in type.Properties.Where(p => p.Set is not null || p.AssociatedParameter is not null))
        {
            var under = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (Kept.Contains(property.Name) || under == "kind")
                continue;
            if (property.PropertyType == typeof(string))
            {
                value[property.Name] = New(under);
                continue;
            }
            var inner = Json.Options.GetTypeInfo(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
            if (inner.Kind == JsonTypeInfoKind.Object)
            {
                var part = value[property.Name] as JsonObject ?? Empty(inner);
                Fill(part, inner, under);
                value[property.Name] = part;
            }
            else if (inner.Kind == JsonTypeInfoKind.Enumerable)
            {
                value[property.Name] = List(value[property.Name] as JsonArray, Json.Options.GetTypeInfo(inner.ElementType!), under);
            }
        }
    }

    private static JsonArray List(JsonArray? list, JsonTypeInfo item, string path)
    {
        if (item.Type == typeof(string))
            return [New(path)];
        if (item.Kind != JsonTypeInfoKind.Object)
            return list?.DeepClone().AsArray() ?? [];
        var first = list is [JsonObject given, ..] ? given.DeepClone().AsObject() : Empty(item);
        Fill(first, item, path);
        return [first];
    }

    // The values that are no text: numbers, dates, words of enums.
    private static JsonObject Empty(JsonTypeInfo type)
    {
        var value = new JsonObject();
        foreach (var property in type.Properties.Where(p => p.Set is not null || p.AssociatedParameter is not null))
        {
            var plain = Nullable.GetUnderlyingType(property.PropertyType);
            if (plain is not null || property.PropertyType == typeof(string))
                continue;
            value[property.Name] =
                property.PropertyType.IsEnum
                    ? JsonSerializer.SerializeToNode(Enum.GetValues(property.PropertyType).GetValue(0), property.PropertyType, Json.Options)
                : property.PropertyType == typeof(bool) ? false
                : property.PropertyType == typeof(DateOnly) ? "2026-01-01"
                : Json.Options.GetTypeInfo(property.PropertyType).Kind == JsonTypeInfoKind.Enumerable ? new JsonArray()
                : Json.Options.GetTypeInfo(property.PropertyType).Kind == JsonTypeInfoKind.Object ? null
                : 1;
        }
        return value;
    }
}
