using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Documents;
using TechTransfer.OwnershipGrants.Grants;
using TechTransfer.OwnershipGrants.Grants.Actions;
using TechTransfer.OwnershipGrants.Ledger;
using TechTransfer.Testing.Apps;

namespace TechTransfer.OwnershipGrants.Tests;

/// <summary>The functions of achievements, grants, conversions and ledgers on an app's tables.</summary>
internal sealed class GrantStage
{
    public GrantStage(GrantsApp app)
    {
        App = app;
        var commands = new Commands<Achievement>(app.Achievements, AchievementKind.Commands);
        Achievements = new(commands, app.Lists, app.Time);
        Grants = new(commands, app.Lists, Given.Rules, app.Time);
        Link = new(commands, app.Contracts, Given.Rules, app.Time);
        Documents = new(commands, app.Achievements, new(app.Storage), app.Time);
        Ledger = new(app.Achievements, app.Shared, app.Lists, Given.Rules, app.Time);
        Clock = new(app.Achievements, app.Lists, app.Asides, app.Time, NullLogger<GrantClockFunctions>.Instance);
    }

    public static async Task<GrantStage> NewAsync() => new(await GrantsApp.NewAsync());

    public GrantsApp App { get; }
    public AchievementFunctions Achievements { get; }
    public GrantFunctions Grants { get; }
    public LinkConversionFunction Link { get; }
    public DocumentFunctions Documents { get; }
    public LedgerFunctions Ledger { get; }
    public GrantClockFunctions Clock { get; }

    /// <summary>K01's achievement as an office would send it, with a patent number of its own.</summary>
    public static JsonObject AchievementBody(string number = "ZL202310012345.6")
    {
        var body = JsonNode.Parse(Json.Write(Given.AnInvention))!.AsObject();
        body["rights"]![0]!["number"] = number;
        return body;
    }

    public static JsonObject ApplicationBody() => JsonNode.Parse(Json.Write(Given.AnApplication))!.AsObject();

    public Task<Reply> RecordAsync(JsonNode body, Caller? caller = null, string? key = null) =>
        FunctionCall.PostAsync(Achievements.Record, caller ?? Given.Office, "/api/achievements", body, key: key);

    public Task<Reply> ApplyAsync(string id, JsonNode body, string? tag, Caller? caller = null, string? key = null) =>
        FunctionCall.PostAsync((r, c) => Grants.Apply(r, id, c), caller ?? Given.Office, $"/api/achievements/{id}/grants", body, tag, key);

    public Task<Reply> GetGrantAsync(string id, Caller caller) =>
        FunctionCall.GetAsync((r, c) => Grants.Get(r, id, c), caller, $"/api/grants/{id}");

    /// <summary>An action by its name.</summary>
    public Task<Reply> ActAsync(string grantId, string action, JsonNode? body, string? tag, Caller? caller = null)
    {
        Func<HttpRequest, string, CancellationToken, Task<IResult>> function = action switch
        {
            "check" => Grants.Check,
            "clearTitle" => Grants.Clear,
            "appraise" => Grants.Appraise,
            "decide" => Grants.Decide,
            "publish" => Grants.Publish,
            "object" => Grants.Object,
            "resolve" => Grants.Resolve,
            "sign" => Grants.Sign,
            "recordRightHolder" => Grants.RecordRightHolder,
            "enterIntoForce" => Grants.EnterIntoForce,
            "extend" => Grants.Extend,
            "reportYear" => Grants.ReportYear,
            "takeBack" => Grants.TakeBack,
            "terminate" => Grants.Terminate,
            "withdraw" => Grants.Withdraw,
            "conversions" => Link.Link,
            _ => throw new ArgumentException($"{action} is no action.", nameof(action)),
        };
        return FunctionCall.PostAsync(
            (r, c) => function(r, grantId, c),
            caller ?? Given.Office,
            $"/api/grants/{grantId}/{action}",
            body,
            tag
        );
    }

    public Task HearAsync(string contractId, long version, object message) => App.HearAsync(contractId, version, message);
}
