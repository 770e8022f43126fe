using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Receipts;

/// <param name="Value">合同成交额, yuan; zero while no part of it is certain.</param>
/// <param name="TechnicalAmount">技术交易额 as assessed, yuan.</param>
public sealed record ContractTerms(Yuan Value, Yuan TechnicalAmount, ValueStatus ValueStatus, PaymentMode PaymentMode)
{
    public static ContractTerms Of(Contract state) =>
        new(
            state.Content.ContractValue ?? Yuan.Zero,
            state.Assessment?.TechnicalAmount ?? Yuan.Zero,
            state.Content.ValueStatus,
            state.Content.PaymentMode
        );

    /// <summary>True while no technical income can be booked: 当事人在享受优惠前须补正金额 (技术合同认定规则).</summary>
    public bool IsUndetermined => ValueStatus == ValueStatus.Undetermined;

    /// <summary>True if receipts may exceed the contract value, because it is an estimate or royalties continue.</summary>
    public bool MayExceedValue =>
        ValueStatus != ValueStatus.Fixed || PaymentMode is PaymentMode.Royalty or PaymentMode.EntranceFeeAndRoyalty;
}
