using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.Spreadsheets;

namespace TechTransfer.RewardCalculation.Settlements;

/// <summary>Writes the payment file of a run: one row for each claim that gets money, with its current bank account.</summary>
public sealed class PaymentFile(RunDocuments documents, AggregateStore<Claim> claims, FindPolicies policies)
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const int AtOnce = 8;

    private static readonly string[] Headings =
    [
        "序号",
        "申报编号",
        "单位名称",
        "统一社会信用代码",
        "户名",
        "账号",
        "开户行",
        "政策",
        "年度",
        "奖励对象",
        "合同数",
        "申报金额（元）",
        "预算前金额（元）",
        "核定金额（元）",
        "本次应付（元）",
        "状态",
    ];

    /// <summary>The rows as text cells, headings first.</summary>
    public async IAsyncEnumerable<string[]> LinesAsync(
        SettlementRun run,
        Caller caller,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var policy = await PolicyAsync(run, cancellation);
        yield return [.. HeadingsOf(policy)];
        await foreach (var row in RowsAsync(run, policy, caller, cancellation))
            yield return [.. row.Select(ExportCell.TextOf)];
    }

    /// <summary>The file as an Excel workbook. It is written to disk first, so that an error does not leave a half-sent file.</summary>
    public async Task<IResult> WorkbookAsync(SettlementRun run, Caller caller, CancellationToken cancellation)
    {
        var policy = await PolicyAsync(run, cancellation);
        var file = TemporaryFile.Create();
        try
        {
            var tooLong = await XlsxFile.WriteAsync(
                file,
                "奖励拨付",
                HeadingsOf(policy),
                RowsAsync(run, policy, caller, cancellation),
                cancellation
            );
            // Never expected: names and account numbers are far shorter than the longest text that a cell takes.
            if (tooLong is { } cell)
                throw new InvalidOperationException($"Row {cell.Row} of settlement {run.Id} has a text that no cell takes.");
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
        file.Position = 0;
        return Download.Of(file, Xlsx, $"settlement-{run.PolicyId}-{run.Year}.xlsx");
    }

    private static List<string> HeadingsOf(Policy policy) => [.. Headings, .. policy.FundedBy.Select(f => $"{f.Payer.Zh}承担（元）")];

    private async IAsyncEnumerable<object?[]> RowsAsync(
        SettlementRun run,
        Policy policy,
        Caller caller,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var number = 0;
        await foreach (var chunk in ChunksAsync(run, cancellation))
        {
            var loaded = await Task.WhenAll(chunk.Select(l => claims.LoadAsync(l.ClaimId, cancellation)));
            foreach (var (line, claim) in chunk.Zip(loaded.Select(l => l.State!)))
                yield return Row(++number, run, policy, line, claim, caller);
        }
    }

    private static object?[] Row(int number, SettlementRun run, Policy policy, SettlementLine line, Claim claim, Caller caller)
    {
        var account = new ClaimVisibility(caller).Account(claim.Account);
        // Amount payable now: an instalment, or less after a claw-back; before the decision, the expected amount.
        var due = claim.Status.IsDecided()
            ? PaymentPlan.Next(claim) is { } part
                ? PaymentPlan.Of(claim)[part].Due
                : Yuan.Zero
            : line.Amount;
        var shares =
            policy.FundedBy.Count == 0 ? [] : due.SplitByLargestRemainder([.. policy.FundedBy.Select(f => (long)(f.Share * 1_000_000m))]);
        return
        [
            number,
            claim.Id,
            line.Beneficiary.Name,
            line.Beneficiary.Uscc,
            account.Holder,
            account.Number,
            account.Bank,
            claim.PolicyName.Zh,
            run.Year,
            claim.Role.Name().Zh,
            line.Contracts,
            line.Claimed,
            line.BeforeBudget,
            line.Amount,
            due,
            claim.Status.Name().Zh,
            .. shares.Select(s => (object?)s),
        ];
    }

    private async IAsyncEnumerable<IReadOnlyList<SettlementLine>> ChunksAsync(
        SettlementRun run,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var chunk = new List<SettlementLine>();
        await foreach (var line in documents.LinesAsync(run, cancellation: cancellation))
        {
            if (line.Amount == Yuan.Zero || line.Outcome is LineOutcome.Dropped or LineOutcome.Rejected)
                continue;
            chunk.Add(line);
            if (chunk.Count < AtOnce)
                continue;
            yield return chunk;
            chunk = [];
        }
        if (chunk.Count > 0)
            yield return chunk;
    }

    private async Task<Policy> PolicyAsync(SettlementRun run, CancellationToken cancellation) =>
        (await policies(cancellation)).Pinned(run.PolicyId, run.PolicyVersion);
}
