using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Claims;

namespace TechTransfer.RewardCalculation.ContractDeclarations;

public sealed class ConfirmContractFact(Commands<ContractDeclaration> commands, TimeProvider time)
{
    [Function("ConfirmContractFact")]
    [Allowed(Role.Registrar, Role.Finance)]
    [Operation(
        "Confirm a declared fact after looking at its papers; the contract's rewards follow",
        Body = typeof(ConfirmContractFactBody),
        Answer = typeof(ContractDeclarationView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/facts/{code}/confirm")] HttpRequest request,
        string id,
        string code,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ConfirmContractFactBody>(
            request,
            id,
            (state, body, caller) => Decide(state, code, body, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<ContractDeclaration>> Decide(
        ContractDeclaration state,
        string code,
        ConfirmContractFactBody body,
        Caller caller,
        DateTimeOffset now
    )
    {
        if (!state.Facts.TryGetValue(code, out var fact))
            return Problem.Of(Catalogue.NotFound);
        if (fact.Evidence.Any(e => e.Size is null))
            return Problem.Of(Catalogue.EvidenceNotUploaded, ("count", fact.Evidence.Count(e => e.Size is null)));
        // The officer confirms what was read, not what was declared since.
        if (body.Value.GetRawText() != fact.Value.GetRawText())
            return Problem
                .Of(
                    Catalogue.InvalidValue,
                    (
                        "reason",
                        new Text(
                            "与申报的内容不一致，请核对申报内容和证明材料后确认。",
                            "This is not the value that was declared. Read the declaration and its papers again."
                        )
                    )
                )
                .At("value");
        var confirmed = fact with { InForce = new(fact.Value, fact.Declared, Act.Of(caller, now)) };
        return new Change<ContractDeclaration>(
            state with
            {
                Facts = new Dictionary<string, DeclaredFact>(state.Facts) { [code] = confirmed },
            },
            new ContractFactConfirmed(code, fact.Value, caller.Subject, now)
        );
    }
}

/// <param name="Value">The declared value, as a check that the right one is confirmed.</param>
[SchemaName("ConfirmContractFact")]
public sealed record ConfirmContractFactBody(JsonElement Value);

[WireName("ContractFactConfirmed")]
public sealed record ContractFactConfirmed(string Code, JsonElement Value, string By, DateTimeOffset At);
