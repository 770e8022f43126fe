using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TechTransfer.Testing;

/// <summary>A user for local runs, from <c>tests/Samples/users.json</c>.</summary>
/// <param name="Name">The name in <c>./run token NAME</c>.</param>
/// <param name="Sub">The <c>sub</c> claim of the user's token.</param>
/// <param name="DisplayName">The name that pages and histories show.</param>
/// <param name="Org">USCC of the organisation that the user acts for; null for officials.</param>
public sealed record SampleUser(string Name, string Sub, string DisplayName, IReadOnlyList<string> Roles, string? Org);

/// <summary>Kind and file name of an attachment of a sample contract. The caller makes its content.</summary>
public sealed record SampleAttachment(string Kind, string Name);

/// <summary>The expected outcome of a sample: a technical amount, a refusal, or a submission with a warning.</summary>
/// <param name="TechnicalAmount">The assessed 技术交易额 in yuan; null when the sample is not assessed.</param>
/// <param name="Large">True when the contract is large enough to need approval.</param>
/// <param name="Problem">Code of the problem that refuses the submission; null when it is accepted.</param>
/// <param name="Code">Code of the field error inside that problem.</param>
/// <param name="Warning">Code of the warning in spite of which the submission is accepted.</param>
/// <param name="Path">Field that the error or warning names.</param>
public sealed record SampleExpectation(
    decimal? TechnicalAmount = null,
    bool Large = false,
    string? Problem = null,
    string? Code = null,
    string? Warning = null,
    string? Path = null
);

/// <summary>The filer's reason for keeping content that a warning is about, in the format of <c>submit</c>.</summary>
public sealed record SampleReason(string Code, string Path, string Reason);

/// <summary>A sample contract. Its dates are relative to the given current day.</summary>
/// <param name="Id">C01 to C16 (accepted), N1 to N13 (refused or warned about).</param>
/// <param name="PointZh">In Chinese, what the sample demonstrates.</param>
/// <param name="PointEn">In English, what the sample demonstrates.</param>
/// <param name="FiledBy">Name of the sample user who files it.</param>
/// <param name="Content">
/// Body of <c>POST /contracts</c>. Its <c>linkedContract</c> is a sample's id, which the caller must replace with a contract's id.
/// </param>
/// <param name="Assessment">Body of <c>assess</c>; null for the negative samples.</param>
public sealed record SampleContract(
    string Id,
    string PointZh,
    string PointEn,
    string FiledBy,
    JsonObject Content,
    IReadOnlyList<SampleAttachment> Attachments,
    JsonObject? Assessment,
    SampleExpectation Expected
)
{
    /// <summary>The filer's reasons for the warnings of the pre-check; empty when there are none.</summary>
    public IReadOnlyList<SampleReason> Reasons { get; init; } = [];
}

/// <summary>Reads the sample users, parties and contracts in <c>tests/Samples</c>. All of them are made up (虚构).</summary>
public static partial class SampleFiles
{
    public static IReadOnlyList<SampleUser> Users { get; } =
        JsonSerializer.Deserialize<SampleUser[]>(Text("users.json"), JsonSerializerOptions.Web)!;

    public static SampleUser User(string name) => Users.Single(u => u.Name == name);

    /// <summary>The party with this key (U1, E2 …), as JSON for the parties of a contract.</summary>
    public static JsonObject Party(string key) => Parties()[key]!["party"]!.DeepClone().AsObject();

    public static string Uscc(string key) => (string)Party(key)["uscc"]!;

    public static IReadOnlyList<SampleContract> Contracts(DateOnly today)
    {
        var raw = JsonNode.Parse(Text("contracts.json"))!.AsArray().Select(n => n!.AsObject()).ToDictionary(n => (string)n["id"]!);
        return [.. raw.Values.Select(sample => Read(sample, raw, today))];
    }

    public static SampleContract Contract(string id, DateOnly today) => Contracts(today).Single(c => c.Id == id);

    private static SampleContract Read(JsonObject sample, Dictionary<string, JsonObject> all, DateOnly today)
    {
        // A negative sample takes its content from the positive one in basedOn, with some fields changed.
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
            (sample["attachments"] ?? origin["attachments"]).Deserialize<SampleAttachment[]>(JsonSerializerOptions.Web)!,
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

    // A party is a key ("U1"), or an object { "party": "U1", … } whose other fields override those of the party with that key.
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
