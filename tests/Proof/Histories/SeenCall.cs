using System.Globalization;
using System.Text.Json;
using TechTransfer.Proof.Load;

namespace TechTransfer.Proof.Histories;

/// <summary>A recorded call, read for what it says about one aggregate.</summary>
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

    /// <summary>The aggregate; null when the call is about none, or about one that is not known.</summary>
    public string? Thing { get; }

    /// <summary>The version that a command was made on; null when it names none.</summary>
    public long? Base { get; }

    /// <summary>The version that the answer tells.</summary>
    public long? Version { get; }

    /// <summary>The answer of a call that succeeded.</summary>
    public JsonElement Body { get; }

    public bool Creates { get; }

    public bool IsCommand => Call.Key is not null;

    public bool IsAcknowledged => Call.IsAcknowledged;

    /// <summary>It may have happened or not: a 5xx tells as little as silence.</summary>
    public bool IsUnknown => IsCommand && Call.Status is null or >= 500 or 408 or 429 or 499;

    public bool IsRefused => IsCommand && !IsAcknowledged && !IsUnknown;

    /// <summary>A read of one aggregate, which shows all that was acknowledged before it. Lists follow later.</summary>
    public bool IsRead => !IsCommand && Call.Method == "GET" && Thing is not null && Call.Status is 200 or 304 or 404;

    public bool IsHistory => !IsCommand && Call.Status == 200 && Parts is [_, _, "history"];

    /// <summary>The aggregate of a path. Grants are parts of their achievement, and tell its version.</summary>
    public static string? ThingOf(IReadOnlyList<string> parts) =>
        parts switch
        {
            ["grants" or "achievements", var id, ..] => $"achievements/{id.Split('.')[0]}",
            ["organisations", var uscc, "years", var year] => $"organisations/{uscc}/{year}",
            ["parties", var uscc, "users"] => $"parties/{uscc}/users",
            // Papers and the directory of parties are written by their apps alone, and tell no version.
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
