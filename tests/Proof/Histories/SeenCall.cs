using System.Globalization;
using System.Text.Json;
using TechTransfer.Proof.Load;

namespace TechTransfer.Proof.Histories;

internal sealed class SeenCall
{
    public SeenCall(int number, RecordedCall call)
    {
        (Number, Call) = (number, call);
        var route = call.Path.Split('?')[0].Trim('/');
        Route = route.ToLowerInvariant();
        Parts = route.Split('/') is ["api", .. var parts] ? parts : [];
        Creates = call.Key is not null && (Parts is [_] or ["grants", _, "distributions"]);
        Thing = Creates
            ? call.Location is { } made
                ? ThingOf(made.Trim('/').Split('/') is ["api", .. var place] ? place : [])
                : null
            : call.Key is not null || IsWholeThing
                ? ThingOf(Parts)
                : null;
        Base = Creates ? 0 : VersionOf(call.IfMatch);
        Version = VersionOf(call.ETag);
        if (call.Answer is { Length: > 0 } && call.Status is >= 200 and < 300)
            Body = JsonDocument.Parse(call.Answer).RootElement;
    }

    public int Number { get; }

    public RecordedCall Call { get; }

    public string Route { get; }

    public IReadOnlyList<string> Parts { get; }

    /// <summary>
    /// The aggregate, as in <c>contracts/case-1</c>; null for a read of a list, and for a command that creates an aggregate but got
    /// no Location.
    /// </summary>
    public string? Thing { get; }

    /// <summary>The version in If-Match; null for a read or a command without it.</summary>
    public long? Base { get; }

    /// <summary>The version in the answer's ETag; null without one.</summary>
    public long? Version { get; }

    public JsonElement Body { get; }

    public bool Creates { get; }

    public bool IsCommand => Call.Key is not null;

    public bool IsAcknowledged => Call.IsAcknowledged;

    /// <summary>True for a command whose outcome the client cannot know: no answer, a 5xx or a similar status.</summary>
    public bool IsUnknown => IsCommand && Call.Status is null or >= 500 or 408 or 429 or 499;

    public bool IsRefused => IsCommand && !IsAcknowledged && !IsUnknown;

    /// <summary>True for a read of a single aggregate, which must show everything acknowledged before. Lists may be older.</summary>
    public bool IsRead => !IsCommand && Call.Method == "GET" && Thing is not null && Call.Status is 200 or 304 or 404;

    public bool IsHistory => !IsCommand && Call.Status == 200 && Parts is [_, _, "history"];

    /// <summary>
    /// The aggregate that a path names; null for none. A grant is stored in its achievement, so the path of a grant names the achievement.
    /// </summary>
    public static string? ThingOf(IReadOnlyList<string> parts) =>
        parts switch
        {
            ["grants" or "achievements", var id, ..] => $"achievements/{id.Split('.')[0]}",
            ["organisations", var uscc, "years", var year] => $"organisations/{uscc}/{year}",
            ["parties", var uscc, "users"] => $"parties/{uscc}/users",
            // Only the apps themselves write these, and their answers show no version.
            ["certificates" or "parties" or "verify" or "entitlements", ..] => null,
            [var collection, var id, ..] => $"{collection}/{id}",
            _ => null,
        };

    private bool IsWholeThing => Parts is [_, _] or ["organisations", _, "years", _] or ["parties", _, "users"];

    private static long? VersionOf(string? tag) =>
        tag is ['"', .. var digits, '"'] && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;
}
