using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Grants;
using TechTransfer.Testing.Apps;

namespace TechTransfer.OwnershipGrants.Tests;

internal sealed class GrantStage(GrantsApp app)
{
    public static async Task<GrantStage> NewAsync() => new(await GrantsApp.NewAsync());

    public GrantsApp App { get; } = app;

    public T Op<T>() => App.Op<T>();

    public static JsonObject AchievementBody(string number = "ZL202310012345.6")
    {
        var body = JsonNode.Parse(Json.Write(Given.AnInvention))!.AsObject();
        body["rights"]![0]!["number"] = number;
        return body;
    }

    public static JsonObject ApplicationBody() => JsonNode.Parse(Json.Write(Given.AnApplication))!.AsObject();

    public Task<Reply> RecordAsync(JsonNode body, Caller? caller = null, string? key = null) =>
        FunctionCall.PostAsync(Op<RecordAchievement>().Run, caller ?? Given.Office, "/api/achievements", body, key: key);

    public Task<Reply> ApplyAsync(string id, JsonNode body, string? tag, Caller? caller = null, string? key = null) =>
        FunctionCall.PostAsync(
            (r, c) => Op<Apply>().Run(r, id, c),
            caller ?? Given.Office,
            $"/api/achievements/{id}/grants",
            body,
            tag,
            key
        );

    public Task<Reply> GetGrantAsync(string id, Caller caller) =>
        FunctionCall.GetAsync((r, c) => Op<GetGrant>().Run(r, id, c), caller, $"/api/grants/{id}");

    public Task<Reply> ActAsync(string grantId, string action, JsonNode? body, string? tag, Caller? caller = null)
    {
        Func<HttpRequest, string, CancellationToken, Task<IResult>> function = action switch
        {
            "check" => Op<Check>().Run,
            "clearTitle" => Op<ClearTitle>().Run,
            "appraise" => Op<Appraise>().Run,
            "decide" => Op<DecideGrant>().Run,
            "publish" => Op<Publish>().Run,
            "object" => Op<RaiseObjection>().Run,
            "resolve" => Op<Resolve>().Run,
            "sign" => Op<Sign>().Run,
            "recordRightHolder" => Op<RecordRightHolder>().Run,
            "enterIntoForce" => Op<EnterIntoForce>().Run,
            "extend" => Op<Extend>().Run,
            "reportYear" => Op<ReportYear>().Run,
            "takeBack" => Op<TakeBack>().Run,
            "terminate" => Op<Terminate>().Run,
            "withdraw" => Op<Withdraw>().Run,
            "conversions" => Op<LinkConversion>().Run,
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

    public Task ReceiveAsync(string contractId, long version, object message) => App.ReceiveAsync(contractId, version, message);
}
