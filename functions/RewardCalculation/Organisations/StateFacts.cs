using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Organisations;

public sealed class StateFacts(Commands<OrganisationYear> commands, PublishedPolicies policies, TimeProvider time)
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    [Function("StateFacts")]
    [Allowed(Role.Finance, Role.Policy)]
    [Operation(
        "Declare facts of an organisation for a policy year that the registration does not contain, such as credit standing and "
            + "R&D expenditure; its entitlements follow. Needs If-Match when facts were declared before",
        Body = typeof(StateFactsBody),
        Answer = typeof(OrganisationYear)
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "organisations/{uscc}/years/{year:int}")] HttpRequest request,
        string uscc,
        int year,
        CancellationToken cancellation
    )
    {
        var shelf = await policies.CurrentAsync(cancellation);
        uscc = PlainCode.Of(uscc);
        return await commands.PutAsync<StateFactsBody>(
            request,
            OrganisationYear.IdOf(uscc, year),
            (_, body, caller) => Decide(uscc, year, body, shelf, caller, time.GetUtcNow()),
            cancellation
        );
    }

    /// <summary>Validates the facts: each must be a known declared fact, with a value of its type.</summary>
    /// <param name="shelf">Current policies, which may declare facts of their own.</param>
    public static Outcome<Change<OrganisationYear>> Decide(
        string uscc,
        int year,
        StateFactsBody body,
        PolicyShelf shelf,
        Caller caller,
        DateTimeOffset now
    )
    {
        var errors = new List<ProblemError>();
        if (!CreditCode.IsValid(uscc))
            errors.Add(
                Wrong(
                    "uscc",
                    new(
                        "统一社会信用代码不正确，请核对18位代码及校验位。",
                        "The unified social credit code is wrong. Check its 18 characters, including the check character."
                    )
                )
            );
        if (year is < FirstYear or > LastYear)
            errors.Add(
                Wrong(
                    "year",
                    new($"年度应为{FirstYear}年至{LastYear}年，请核对。", $"The year must be {FirstYear} to {LastYear}. Check it.")
                )
            );
        var rules = FactCatalogue
            .Declared.Concat(shelf.DeclaredFacts)
            .Where(r => r.Of == DeclaredOf.Year)
            .GroupBy(r => r.Name)
            .ToDictionary(g => g.Key, g => g.ToArray());
        foreach (var (name, value) in body.Facts)
        {
            if (!rules.TryGetValue(name, out var known))
                errors.Add(
                    Wrong(
                        $"facts.{name}",
                        new(
                            $"没有这一项申报信息，请核对（字段：{name}）。",
                            $"There is no declared fact of this name. Check the name (field: {name})."
                        )
                    )
                );
            else if (!known.Any(rule => Fits(value, rule)))
                errors.Add(Wrong($"facts.{name}", Expected(known[0])));
        }
        if (body.Party is { } party && (string.IsNullOrWhiteSpace(party.Name) || party.Uscc is not null && party.Uscc != uscc))
            errors.Add(
                Wrong(
                    "party",
                    new(
                        "请填写单位名称；统一社会信用代码应与所申报的单位一致，请核对。",
                        "Enter the name of the organisation. Its unified social credit code must be that of the organisation for "
                            + "which the facts are declared. Check it."
                    )
                )
            );
        if (errors.Count > 0)
            return Problem.Of(Catalogue.ChecksFailed, ("count", errors.Count)) with { Errors = errors };

        var state = new OrganisationYear
        {
            Uscc = uscc,
            Year = year,
            Facts = body.Facts,
            Party = body.Party is { } who ? who with { Uscc = uscc } : null,
            By = caller.Subject,
            At = now,
        };
        return new Change<OrganisationYear>(state, new FactsStated(body.Facts, caller.Subject, now));
    }

    internal static bool Fits(JsonElement value, DeclaredFactRule rule) =>
        rule.Type switch
        {
            FactType.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            FactType.Word => value.ValueKind == JsonValueKind.String && rule.Words?.Contains(value.GetString()!) != false,
            FactType.Code => value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= 64 },
            FactType.Date => value.ValueKind == JsonValueKind.String
                && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            FactType.Money or FactType.Count or FactType.Rate => value.ValueKind == JsonValueKind.Number
                && value.TryGetDecimal(out var number)
                && number >= 0
                && FactValue.Scaled(number, rule.Type) is not null,
        };

    internal static Text Expected(DeclaredFactRule rule)
    {
        Text expected = rule.Type switch
        {
            FactType.Flag => new("请选择“是”或者“否”", "yes or no (true or false)"),
            FactType.Word => new(
                $"请选择：{string.Join('、', (rule.Words ?? []).Select(w => rule.WordNames?[w].Zh ?? w))}",
                $"one of: {string.Join(", ", rule.Words ?? [])}"
            ),
            FactType.Code => new("请填写代码", "a code"),
            FactType.Date => new("请填写日期，例如2026-11-20", "a date such as 2026-11-20"),
            FactType.Money => new("请填写不小于零、最多两位小数的金额（元）", "an amount in yuan, not negative, with at most two decimals"),
            FactType.Count => new("请填写不小于零的整数", "a whole number, not negative"),
            FactType.Rate => new("请填写不小于零、最多六位小数的比率", "a rate, not negative, with at most six decimals"),
        };
        return new($"“{rule.Title.Zh}”填写有误，{expected.Zh}。", $"'{rule.Title.En}' is wrong. Give {expected.En}.");
    }

    private static ProblemError Wrong(string path, Text message) => new(path, Catalogue.InvalidValue.Code, message);
}

/// <summary>
/// The body of <c>PUT /organisations/{uscc}/years/{year}</c>: all facts of the year. A fact that is left out becomes unknown.
/// </summary>
/// <param name="Facts">The facts by name, each with a value of its type; a fact that is left out becomes unknown.</param>
/// <param name="Party">Name and party facts of an organisation that no contract names yet; null otherwise.</param>
[SchemaName("StateFacts")]
public sealed record StateFactsBody(IReadOnlyDictionary<string, JsonElement> Facts, PartyFacts? Party = null);

[WireName("FactsStated")]
public sealed record FactsStated(IReadOnlyDictionary<string, JsonElement> Facts, string By, DateTimeOffset At);
