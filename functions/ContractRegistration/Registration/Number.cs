using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

[WireName("NumberAllotted")]
public sealed record NumberAllotted(string Number, DateOnly RegisteredOn) : ContractEvent;

/// <summary>The date of registration is that of the decision, even if the number is allotted later.</summary>
public static class Number
{
    public static Outcome<Change<Contract>> Decide(Contract state, string number)
    {
        if (state.Status != ContractStatus.Decided)
            return Problem.Of(
                Catalogue.WrongState,
                ("status", state.Status.Name()),
                ("action", new Text("核发登记编号", "issue the registration number"))
            );
        var registeredOn = state.Decided!.At.ChinaDate();
        return new Change<Contract>(
            state with
            {
                Status = ContractStatus.Registered,
                Number = number,
                RegisteredOn = registeredOn,
            },
            new NumberAllotted(number, registeredOn)
        );
    }
}
