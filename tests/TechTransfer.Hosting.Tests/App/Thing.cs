using TechTransfer.Hosting.Commands;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Storage.Aggregates;

namespace TechTransfer.Hosting.Tests.App;

public enum ThingColour
{
    Red,

    /// <summary>As the sea, see <see cref="ThingContent.DueOn"/>.</summary>
    DarkBlue,
}

/// <param name="Price">What <c>Pieces</c> of it cost.</param>
/// <param name="Colour">Colour of the cover.</param>
public sealed record ThingContent(
    string Title,
    Yuan Price,
    ThingColour Colour = ThingColour.Red,
    DateOnly? DueOn = null,
    int? Pieces = null,
    IReadOnlyList<ThingLine>? Lines = null,
    Yuan? Discount = null
);

public sealed record ThingLine(string Description, Yuan Amount);

/// <summary>A small example aggregate: it belongs to an organisation, has a price, and can be closed.</summary>
public sealed record Thing(string Id, string Organisation, string Status, ThingContent Content)
{
    public static AggregateKind<Thing> Kind(IServiceProvider services) =>
        new("thing") { Lists = thing => [new($"status|{thing.Status}", thing.Id, new ThingLineOfList(thing.Id, thing.Content.Title))] };

    public static CommandSettings<Thing> Commands { get; } =
        new(
            "thing",
            "/api/things",
            (thing, caller) => caller.ActsFor(thing.Organisation) || caller.Is(Role.Auditor),
            (loaded, _) =>
                new ThingView(
                    loaded.Id,
                    loaded.State!.Status,
                    loaded.State.Content.Title,
                    loaded.State.Content.Price,
                    loaded.State.Content.Colour,
                    loaded.State.Content.DueOn,
                    loaded.State.Content.Pieces,
                    loaded.State.Content.Lines ?? [],
                    null,
                    loaded.Version
                )
        );
}

[WireName("thingWritten")]
public sealed record ThingWritten(string Title);

[WireName("thingClosed")]
public sealed record ThingClosed;

public sealed record ThingLineOfList(string Id, string Title);

/// <summary>A thing as responses show it. It contains parts of the same type, to test recursive schemas.</summary>
/// <param name="Price">What one of it costs, in yuan.</param>
/// <seealso cref="ThingContent"/>
public sealed record ThingView(
    string Id,
    string Status,
    string Title,
    Yuan Price,
    ThingColour Colour,
    DateOnly? DueOn,
    int? Pieces,
    IReadOnlyList<ThingLine> Lines,
    IReadOnlyList<ThingView>? Parts,
    long Version
);
