using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TechTransfer.Testing;

/// <summary>A local user of <c>tests/Samples/users.json</c>.</summary>
/// <param name="Name">As in <c>./run token NAME</c>.</param>
/// <param name="Sub">The subject of the token.</param>
/// <param name="DisplayName">For display and history.</param>
/// <param name="Roles">Role words of the token.</param>
/// <param name="Org">USCC that the user acts for; null for officials.</param>
public sealed record SampleUser(string Name, string Sub, string DisplayName, IReadOnlyList<string> Roles, string? Org);

/// <summary>A paper that goes with a sample; its content is whatever small document the caller makes.</summary>
public sealed record SamplePaper(string Kind, string Name);

/// <summary>What must come of a sample: a technical amount, a refusal, or a filing with a warning.</summary>
/// <param name="TechnicalAmount">The assessed amount in yuan.</param>
/// <param name="Large">True when the case needs referral and approval.</param>
/// <param name="Problem">Code of the problem that the submission is refused with.</param>
/// <param name="Code">Code of the error in it.</param>
/// <param name="Warning">Code of the warning that the submission passes with.</param>
/// <param name="Path">Field of the error or warning.</param>
public sealed record SampleExpectation(
    decimal? TechnicalAmount = null,
    bool Large = false,
    string? Problem = null,
    string? Code = null,
    string? Warning = null,
    string? Path = null
);

/// <summary>Why a warning may stand, as <c>submit</c> takes it.</summary>
public sealed record SampleReason(string Code, string Path, string Reason);

/// <summary>A sample contract, its dates counted from a given today.</summary>
/// <param name="Id">C01 to C16, N1 to N13.</param>
/// <param name="PointZh">What it shows.</param>
/// <param name="PointEn">The same in English.</param>
/// <param name="FiledBy">Name of the user who files it.</param>
/// <param name="Content">Body of <c>POST /contracts</c>. A <c>linkedContract</c> in it is a sample's id: put the case's id in its
/// place.</param>
/// <param name="Attachments">The papers to hand in.</param>
/// <param name="Assessment">Body of <c>assess</c>; null for the negative ones.</param>
/// <param name="Expected">What must come of it.</param>
public sealed record SampleContract(
    string Id,
    string PointZh,
    string PointEn,
    string FiledBy,
    JsonObject Content,
    IReadOnlyList<SamplePaper> Attachments,
    JsonObject? Assessment,
    SampleExpectation Expected
)
{
    /// <summary>The filer's reasons for the warnings of the pre-check.</summary>
    public IReadOnlyList<SampleReason> Reasons { get; init; } = [];
}

/// <summary>Reads <c>tests/Samples</c>. All of its parties and persons are made up (虚构).</summary>
public static partial class SampleFiles
{
    /// <summary>The local users.</summary>
    public static IReadOnlyList<SampleUser> Users { get; } =
        JsonSerializer.Deserialize<SampleUser[]>(Text("users.json"), JsonSerializerOptions.Web)!;

    /// <summary>A local user by name.</summary>
    public static SampleUser User(string name) => Users.Single(u => u.Name == name);

    /// <summary>A party by its key (U1, E2 …), as filings carry it.</summary>
    public static JsonObject Party(string key) => Parties()[key]!["party"]!.DeepClone().AsObject();

    /// <summary>The USCC of a party.</summary>
    public static string Uscc(string key) => (string)Party(key)["uscc"]!;

    /// <summary>All samples: C01 to C16 are registered, the N ones are refused or warned about.</summary>
    public static IReadOnlyList<SampleContract> Contracts(DateOnly today)
    {
        var raw = JsonNode.Parse(Text("contracts.json"))!.AsArray().Select(n => n!.AsObject()).ToDictionary(n => (string)n["id"]!);
        return [.. raw.Values.Select(sample => Read(sample, raw, today))];
    }

    public static SampleContract Contract(string id, DateOnly today) => Contracts(today).Single(c => c.Id == id);

    private static SampleContract Read(JsonObject sample, Dictionary<string, JsonObject> all, DateOnly today)
    {
        // A negative sample is a positive one with some fields changed.
        var origin = (string?)sample["basedOn"] is { } basedOn ? all[basedOn] : sample;
        var content = origin["content"]!.DeepClone().AsObject();
        if (origin != sample && sample["content"] is JsonObject changed)
        {
            foreach (var (name, value) in changed)
                content[name] = value?.DeepClone();
        }
        foreach (var name in sample["without"]?.AsArray() ?? [])
            content.Remove((string)name!);

        return new(
            (string)sample["id"]!,
            (string)sample["point"]!["zh"]!,
            (string)sample["point"]!["en"]!,
            (string)(sample["filedBy"] ?? origin["filedBy"])!,
            Resolve(content, today, Parties()),
            (sample["attachments"] ?? origin["attachments"]).Deserialize<SamplePaper[]>(JsonSerializerOptions.Web)!,
            origin == sample ? sample["assessment"]!.DeepClone().AsObject() : null,
            sample["expected"].Deserialize<SampleExpectation>(JsonSerializerOptions.Web)!
        )
        {
            Reasons = sample["reasons"]?.Deserialize<SampleReason[]>(JsonSerializerOptions.Web) ?? [],
        };
    }

    private static JsonObject Resolve(JsonObject content, DateOnly today, JsonObject parties)
    {
        foreach (var side in (string[])["sellers", "buyers"])
        {
            content[side] = new JsonArray([.. content[side]!.AsArray().Select(p => ResolveParty(p!, parties))]);
        }
        if (content["intermediary"] is { } intermediary)
            content["intermediary"] = ResolveParty(intermediary, parties);
        ResolveDates(content, today);
        return content;
    }

    // "U1", or { "party": "U1", … } with what differs.
    private static JsonObject ResolveParty(JsonNode named, JsonObject parties)
    {
        if (named is not JsonObject changed)
            return parties[(string)named!]!["party"]!.DeepClone().AsObject();
        var party = parties[(string)changed["party"]!]!["party"]!.DeepClone().AsObject();
        foreach (var (name, value) in changed)
        {
            if (name != "party")
                party[name] = value?.DeepClone();
        }
        return party;
    }

    private static void ResolveDates(JsonNode node, DateOnly today)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields.ToArray())
                {
                    if (DateOf(value, today) is { } date)
                        fields[name] = date;
                    else if (value is not null)
                        ResolveDates(value, today);
                }
                break;
            case JsonArray items:
                foreach (var item in items)
                    ResolveDates(item!, today);
                break;
        }
    }

    private static string? DateOf(JsonNode? value, DateOnly today)
    {
        if (value is not JsonValue || value.GetValueKind() != JsonValueKind.String || !Offsets().IsMatch((string)value!))
            return null;
        var date = today;
        foreach (Match offset in Offset().Matches((string)value!))
        {
            var count = int.Parse(offset.Groups[1].Value, CultureInfo.InvariantCulture);
            date = offset.Groups[2].Value switch
            {
                "d" => date.AddDays(count),
                "m" => date.AddMonths(count),
                _ => date.AddYears(count),
            };
        }
        return date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static JsonObject Parties() => JsonNode.Parse(Text("parties.json"))!.AsObject();

    private static string Text(string file) => File.ReadAllText(Repository.PathOf("tests", "Samples", file));

    [GeneratedRegex(@"^([+-]\d+[dmy])+$")]
    private static partial Regex Offsets();

    [GeneratedRegex(@"([+-]\d+)([dmy])")]
    private static partial Regex Offset();
}
