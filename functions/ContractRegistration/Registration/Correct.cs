using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Prechecks;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// 更正: a registrar corrects clerical slips without a new examination or number. The rule set lists the correctable fields, which exclude
/// party codes, money and term. A correction that shows on the certificate creates a new edition.
/// </summary>
public sealed partial class Correct(Commands<Contract> commands, RuleBook rules, TimeProvider time)
{
    private const int MaxCorrections = 20;

    [Function("CorrectContract")]
    [Allowed(Role.Registrar)]
    [Operation("Correct clerical errors", Body = typeof(CorrectBody), Answer = typeof(ContractView), Effect = Effect.Changes)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/correct")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<CorrectBody>(
            request,
            id,
            (state, command, caller) => Decide(state, command, caller, rules, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Contract>> Decide(Contract state, CorrectBody command, Caller caller, RuleBook rules, DateTimeOffset now)
    {
        var problem = ContractLifeCycle.Correct.Against(state, caller) ?? Access.Reason(command.Reason, "reason");
        if (problem is not null)
            return problem;

        var set = rules.RuleSets.Pinned(state.RuleSet!);
        var corrected = Apply(state.Content, command.Corrections, set);
        if (corrected.Problem is { } unfit)
            return unfit;
        if (Json.Write(corrected.Value) == Json.Write(state.Content))
            return Problem.Of(Catalogue.NothingChanged).At("corrections");
        if (Finding.Refusal(NewErrors(state, corrected.Value, rules, now.ChinaDate())) is { } wrong)
            return wrong;

        var after = state with { Content = corrected.Value, DuplicateKey = DuplicateKey.Of(corrected.Value) };
        var onCertificate =
            Json.Write(ContractRegisteredMessage.From(state, set)) != Json.Write(ContractRegisteredMessage.From(after, set));
        if (onCertificate)
            after = after with { Edition = state.Edition + 1, ChangedOn = now.ChinaDate() };
        return new Change<Contract>(
            after,
            new SlipCorrected(
                [.. command.Corrections.Select(c => c.Path)],
                state.Content.WithoutPersons(),
                corrected.Value.WithoutPersons(),
                command.Reason,
                caller.Subject,
                now
            )
            {
                Edition = onCertificate ? after.Edition : null,
            }
        );
    }

    private static Outcome<ContractContent> Apply(ContractContent content, IReadOnlyList<FieldCorrection> corrections, RuleSet set)
    {
        if (corrections.Count is 0 or > MaxCorrections)
            return Wrong(
                "corrections",
                new($"更正内容应为1至{MaxCorrections}处，请核对。", $"There must be 1 to {MaxCorrections} corrections. Check them.")
            );
        var fields = JsonNode.Parse(Json.Write(content))!.AsObject();
        for (var i = 0; i < corrections.Count; i++)
        {
            if (corrections[i] is not { } correction)
                return Wrong(
                    $"corrections[{i}]",
                    new($"第{i + 1}处更正是空项，请填写或者删除。", $"Correction {i + 1} is empty. Fill it in or delete it.")
                );
            // The rule set lists fields without index: sellers[0].name is allowed by sellers[].name.
            if (!set.ClericalFields.Contains(Index().Replace(correction.Path, "[]")))
            {
                return Wrong(
                    $"corrections[{i}].path",
                    new(
                        $"第{i + 1}处更正的项目（{FieldNames.Of(correction.Path).Zh}）不属于可以更正的笔误，请由申请人申请变更登记。",
                        $"Correction {i + 1}: this field ({FieldNames.Of(correction.Path).En}) cannot be corrected as a clerical "
                            + "error. The applicant must apply for a change."
                    )
                );
            }
            if (!Put(fields, correction))
                return Wrong(
                    $"corrections[{i}].path",
                    new(
                        $"该合同登记没有第{i + 1}处更正所指的项目（{FieldNames.Of(correction.Path).Zh}），请核对。",
                        $"Correction {i + 1}: this registration has no such field ({FieldNames.Of(correction.Path).En}). Check it."
                    )
                );
        }
        try
        {
            return fields.Deserialize<ContractContent>(Json.Strict)!;
        }
        catch (JsonException)
        {
            return Wrong(
                "corrections",
                new(
                    "更正后的登记内容不完整，请核对各处更正。",
                    "The content would be incomplete after the corrections. Check each of them."
                )
            );
        }
    }

    private static bool Put(JsonObject fields, FieldCorrection correction)
    {
        JsonNode? node = fields;
        var steps = correction.Path.Split('.');
        foreach (var step in steps[..^1])
        {
            var index = Index().Match(step);
            node = node?[index.Success ? step[..index.Index] : step];
            if (!index.Success)
                continue;
            node = node is JsonArray items && int.TryParse(index.Groups[1].ValueSpan, out var at) && at < items.Count ? items[at] : null;
        }
        if (node is not JsonObject owner)
            return false;
        owner[steps[^1]] = correction.Value;
        return true;
    }

    // Errors that existed before the correction do not block it, for example a term that has ended since.
    private static IEnumerable<Finding> NewErrors(Contract state, ContractContent corrected, RuleBook rules, DateOnly today)
    {
        var before = Precheck
            .Run(state.Content, state.Attachments, rules, today, isChange: true)
            .Errors.Select(f => (f.Code, f.Path))
            .ToHashSet();
        return Precheck
            .Run(corrected, state.Attachments, rules, today, isChange: true)
            .Errors.Where(f => !before.Contains((f.Code, f.Path)));
    }

    private static Problem Wrong(string path, Text reason) => Problem.Of(Catalogue.InvalidValue, ("reason", reason)).At(path);

    [GeneratedRegex(@"\[([0-9]{1,3})\]")]
    private static partial Regex Index();
}

[SchemaName("CorrectCase")]
public sealed record CorrectBody(IReadOnlyList<FieldCorrection> Corrections, string Reason);

/// <param name="Path">Path of the field as in findings, for example <c>title</c> or <c>buyers[0].name</c>.</param>
/// <param name="Value">Null empties the field.</param>
public sealed record FieldCorrection(string Path, string? Value);

/// <summary>Contains no natural persons, because events cannot be erased.</summary>
[WireName("SlipCorrected")]
public sealed record SlipCorrected(
    IReadOnlyList<string> Paths,
    ContractContent Before,
    ContractContent After,
    string Reason,
    string By,
    DateTimeOffset At
) : ContractEvent;
