using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>The contract got its registration number: it is registered.</summary>
[WireName("NumberAllotted")]
public sealed record NumberAllotted(string Number, DateOnly RegisteredOn) : ContractEvent;

/// <summary>Records the allotted number. It follows from the decision to register and carries its date.</summary>
public static class Number
{
    public static Outcome<Change<Contract>> Decide(Contract state, string number)
    {
        if (state.Status != ContractStatus.Decided)
            return Problem.Of(Catalogue.WrongState, ("status", state.Status.Name()), ("action", new Text("核发登记编号", "number")));
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
